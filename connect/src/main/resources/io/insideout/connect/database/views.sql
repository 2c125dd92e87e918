-- Views of the log, for people who ask in SQL. Kafka Connect writes them; whatever stands in them can be thrown away
-- and made again. An order and its lines change in one statement, and nothing goes back to an older version.

create table if not exists orders_view (
  order_id    text primary key,
  version     int not null,
  state       text not null,
  customer_id text,
  currency    text not null,
  total       numeric(24, 2) not null,
  charged     numeric(24, 2) not null,
  refunded    numeric(24, 2) not null,
  placed_at   timestamptz not null,
  reasons     jsonb not null,
  lines       jsonb not null,
  country     text
);
-- Of tables that were made before orders had countries.
alter table orders_view add column if not exists country text;
create index if not exists orders_view_by_customer on orders_view (customer_id);
create index if not exists orders_view_by_time on orders_view (placed_at);

create table if not exists shipments_view (
  shipment_id text primary key,
  order_id    text not null,
  version     int not null,
  state       text not null,
  country     text,
  lines       jsonb not null
);
create index if not exists shipments_view_by_order on shipments_view (order_id);

create or replace view order_lines_view as
select o.order_id, o.state, o.placed_at, one.line, one.sku, one.quantity, one.unit_price, one.shipped, one.returned
from orders_view o,
     jsonb_to_recordset(o.lines) as one(line int, sku text, quantity bigint, unit_price numeric, shipped bigint, returned bigint);

create or replace view shipment_lines_view as
select s.shipment_id, s.order_id, s.state, one.line, one.sku, one.quantity
from shipments_view s, jsonb_to_recordset(s.lines) as one(line int, sku text, quantity bigint);

create or replace function insideout_keep_newest() returns trigger language plpgsql as $$
begin
  -- What is delivered again after something newer changes nothing.
  return case when new.version < old.version then null else new end;
end $$;

create or replace trigger keep_newest before update on orders_view
  for each row execute function insideout_keep_newest();
create or replace trigger keep_newest before update on shipments_view
  for each row execute function insideout_keep_newest();
