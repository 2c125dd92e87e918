-- What the order system needs of the database that was there before it. Every statement can be repeated, and none
-- changes what stands in a table. `product` and `warehouse_stock` are the database's own: people and programs change
-- them by plain SQL, and change data capture carries each change to the log. The rest says what has left the warehouse.

create table if not exists product (
  sku         text primary key,
  description text not null,
  currency    text not null default 'GBP',
  list_price  numeric(18, 6) not null,
  floor_price numeric(18, 6) not null
);

create table if not exists warehouse_stock (
  sku     text primary key,
  on_hand bigint not null,
  shipped bigint not null default 0
);
comment on column warehouse_stock.on_hand is 'Units in the warehouse. Count a delivery or a loss here.';
comment on column warehouse_stock.shipped is 'Units that have left it by orders and not come back. Counted by shipped_lines alone.';

-- Long texts that an update leaves alone are carried too, and a deleted row says what it was.
alter table product replica identity full;
alter table warehouse_stock replica identity full;

-- How many units of each line have left, and come back, in all. Whatever is written here moves the difference between
-- on_hand and shipped of the SKU, in the same transaction.
create table if not exists shipped_lines (
  order_id text not null,
  line     int not null,
  sku      text not null,
  shipped  bigint not null,
  returned bigint not null default 0,
  primary key (order_id, line)
);

-- The sum of it by SKU. Its row is what those who move units and those who make rows of stock wait for each other at.
create table if not exists shipped_totals (
  sku     text primary key,
  shipped bigint not null
);

-- Where the sink writes: what has left of an order, in one row, so that an order moves as a whole.
create table if not exists shipped_orders (
  order_id text primary key,
  version  int not null,
  lines    jsonb not null
);

create or replace function insideout_keep_newest() returns trigger language plpgsql as $$
begin
  -- What is delivered again after something newer changes nothing.
  return case when new.version < old.version then null else new end;
end $$;

create or replace function insideout_ship_order() returns trigger language plpgsql as $$
begin
  insert into shipped_lines as known (order_id, line, sku, shipped, returned)
  select new.order_id, one.line, one.sku, one.shipped, one.returned
  from jsonb_to_recordset(new.lines) as one(line int, sku text, shipped bigint, returned bigint)
  order by one.sku, one.line
  on conflict (order_id, line) do update
  set shipped = greatest(known.shipped, excluded.shipped), returned = greatest(known.returned, excluded.returned)
  where known.shipped < excluded.shipped or known.returned < excluded.returned;
  return null;
end $$;

create or replace function insideout_move_units() returns trigger language plpgsql as $$
declare
  moved bigint := 0;
begin
  if tg_op <> 'INSERT' then
    if tg_op = 'UPDATE' and old.sku <> new.sku then
      raise exception 'a shipped line keeps its SKU';
    end if;
    moved := moved - (old.shipped - old.returned);
  end if;
  if tg_op <> 'DELETE' then
    moved := moved + (new.shipped - new.returned);
  end if;
  if moved <> 0 then
    insert into shipped_totals as known values (coalesce(new.sku, old.sku), moved)
    on conflict (sku) do update set shipped = known.shipped + excluded.shipped;
    update warehouse_stock set on_hand = on_hand - moved, shipped = shipped + moved
    where sku = coalesce(new.sku, old.sku);
  end if;
  return null;
end $$;

create or replace function insideout_count_shipped() returns trigger language plpgsql as $$
declare
  counted bigint;
begin
  if tg_op = 'INSERT' or old.sku <> new.sku then
    -- A row that comes anew begins with what has left of its SKU; whoever moves some at this moment is waited for.
    insert into shipped_totals as known values (new.sku, 0)
    on conflict (sku) do update set shipped = known.shipped returning shipped into counted;
    if tg_op = 'INSERT' and new.shipped <> 0 and new.shipped <> counted then
      raise exception 'warehouse_stock.shipped is counted by shipped_lines: % of % so far', counted, new.sku;
    end if;
    new.shipped := counted;
  elsif new.shipped <> old.shipped and pg_trigger_depth() < 2 then
    raise exception 'warehouse_stock.shipped is counted by shipped_lines: correct on_hand instead';
  end if;
  return new;
end $$;

create or replace function insideout_no_truncate() returns trigger language plpgsql as $$
begin
  raise exception 'change data capture does not carry TRUNCATE: use DELETE';
end $$;

create or replace trigger keep_newest before update on shipped_orders
  for each row execute function insideout_keep_newest();
create or replace trigger ship_order after insert or update on shipped_orders
  for each row execute function insideout_ship_order();
create or replace trigger move_units after insert or update or delete on shipped_lines
  for each row execute function insideout_move_units();
create or replace trigger count_shipped before insert or update on warehouse_stock
  for each row execute function insideout_count_shipped();
create or replace trigger no_truncate before truncate on product
  for each statement execute function insideout_no_truncate();
create or replace trigger no_truncate before truncate on warehouse_stock
  for each statement execute function insideout_no_truncate();
create or replace trigger no_truncate before truncate on shipped_lines
  for each statement execute function insideout_no_truncate();

do $$
begin
  if exists (select from warehouse_stock as stock left join shipped_totals as known using (sku)
             where stock.shipped <> coalesce(known.shipped, 0)) then
    raise exception 'warehouse_stock.shipped counts what has left by orders of this system, and has to begin with 0: fold what left before into on_hand';
  end if;
  if not exists (select from pg_publication where pubname = 'insideout') then
    create publication insideout for table product, warehouse_stock;
  end if;
end $$;
