// @ts-check
// Statements to begin with.

/** @type {{ name: string, text: string, from?: string }[]} */
export const EXAMPLES = [
  { name: 'Orders as they change', from: 'end', text: 'SELECT order_id, state, total_minor, card_number\nFROM orders;' },
  {
    name: 'How many in each state',
    text: 'SELECT state, COUNT(*) AS versions, SUM(total_minor) AS total_minor\nFROM orders\nGROUP BY state;',
  },
  {
    name: 'Cards that are used often',
    text: 'SELECT card_number, count()\nFROM authorizations WINDOW (SIZE 5 MINUTE)\nGROUP BY card_number\nHAVING count() > 3;',
  },
  {
    name: 'What is paid, with its customer',
    text: "SELECT o.order_id, c.name, o.total_minor\nFROM orders o\nJOIN customers FOR SYSTEM_TIME AS OF o.record_time AS c ON o.customer_id = c.customer_id\nWHERE o.state = 'PAID';",
  },
  { name: 'What is in stock, now', text: 'SELECT sku, on_hand\nFROM views.stock\nORDER BY on_hand\nLIMIT 20;' },
  {
    name: 'A table that is kept',
    text: 'CREATE TABLE orders_by_state AS\nSELECT state, COUNT(*) AS versions\nFROM orders\nGROUP BY state;',
  },
];
