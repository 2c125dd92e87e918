/// Proves from the log alone that the system did what it promises. Feed an
/// [io.insideout.verify.Audit] with decoded records, from a cluster (see
/// [io.insideout.verify.Verifier]) or from a test of a topology, and it answers with a
/// [io.insideout.verify.Report]: each law, what it counted, and the first offenders by log
/// coordinates.
@NullMarked
package io.insideout.verify;

import org.jspecify.annotations.NullMarked;
