/// What a person types, taken apart, and written as standard Flink SQL: text in, text out.
///
/// Start reading at [Dialect]. Tokens ([Lexer]) become a [Statement] ([StatementParser],
/// [QueryParser], [FromParser], [ExpressionParser]); a [Query] is written for Flink
/// ([QueryRewriter], [SelectRewriter], [FromRewriter], [ExpressionRewriter]) with the [Relations]
/// that there are.
@NullMarked
package io.insideout.sql.dialect;

import org.jspecify.annotations.NullMarked;
