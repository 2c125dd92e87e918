/// Who may do what with a log that is locked: derived from what the parts say that they need, told,
/// held against what a log has, and made so.
@NullMarked
package io.insideout.app.acls;

import org.jspecify.annotations.NullMarked;
