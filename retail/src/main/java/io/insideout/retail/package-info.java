/// Reads the invoice lines of a retailer's file (the columns of UCI "Online Retail"), and makes of
/// them orders to place, the products, customers and stock that these need, and an account of
/// everything that was skipped.
///
/// Start reading at [RetailFile]. Inside, one class a step: bytes ([ByteSource], [CutShortInput]),
/// lines ([PhysicalLines]), rows of fields ([CsvRows]), checked invoice lines ([LineParser]),
/// invoices ([Invoices]), and the account ([Survey]).
@NullMarked
package io.insideout.retail;

import org.jspecify.annotations.NullMarked;
