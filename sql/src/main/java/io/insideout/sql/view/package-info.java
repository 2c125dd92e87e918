/// What is, asked once: views of topics, kept here, and Apache Calcite over them.
@NullMarked
package io.insideout.sql.view;

import org.jspecify.annotations.NullMarked;
