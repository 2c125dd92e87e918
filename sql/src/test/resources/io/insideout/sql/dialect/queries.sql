-- what is typed
SELECT card_number, count() FROM authorizations WINDOW (SIZE 5 MINUTE) GROUP BY card_number HAVING count() > 3;
-- what Flink gets
SELECT `card_number`, COUNT(*) AS `count`, TUMBLE_START(`record_time`, INTERVAL '5' MINUTE) AS `window_start`, TUMBLE_END(`record_time`, INTERVAL '5' MINUTE) AS `window_end` FROM `authorizations` GROUP BY `card_number`, TUMBLE(`record_time`, INTERVAL '5' MINUTE) HAVING COUNT(*) > 3

-- what is typed
SELECT card_number, count() FROM authorizations WINDOW (SIZE 5 MINUTE) GROUP BY card_number HAVING count() > 3 EMIT FINAL;
-- what Flink gets
SELECT `card_number`, COUNT(*) AS `count`, `window_start`, `window_end` FROM TABLE(TUMBLE(TABLE `authorizations`, DESCRIPTOR(`record_time`), INTERVAL '5' MINUTE)) AS `authorizations` GROUP BY `card_number`, `window_start`, `window_end` HAVING COUNT(*) > 3

-- what is typed
select CARD_NUMBER, Count(*) as n, WindowStart from Authorizations window tumbling (size 1 hour) group by CardNumber emit changes
-- what Flink gets
SELECT `card_number`, Count(*) AS `n`, TUMBLE_START(`record_time`, INTERVAL '1' HOUR) AS `window_start`, TUMBLE_END(`record_time`, INTERVAL '1' HOUR) AS `window_end` FROM `authorizations` GROUP BY `card_number`, TUMBLE(`record_time`, INTERVAL '1' HOUR)

-- what is typed
SELECT WINDOWSTART AS ws, WINDOWEND, order_id, SUM(amountMinor)
FROM authorizations a WINDOW HOPPING (SIZE 100 MINUTES, ADVANCE BY 30 SECONDS, GRACE PERIOD 1 DAY)
WHERE a.outcome = 'APPROVED' AND a.ROWTIME > TIMESTAMP '2020-01-01 00:00:00'
GROUP BY a.order_id
-- what Flink gets
SELECT HOP_START(`record_time`, INTERVAL '30' SECOND, INTERVAL '100' MINUTE(3)) AS `ws`, HOP_END(`record_time`, INTERVAL '30' SECOND, INTERVAL '100' MINUTE(3)) AS `window_end`, `order_id`, SUM(`amount_minor`) AS `sum_amount_minor` FROM `authorizations` AS `a` WHERE `a`.`outcome` = 'APPROVED' AND `a`.`record_time` > TIMESTAMP '2020-01-01 00:00:00' GROUP BY `a`.`order_id`, HOP(`record_time`, INTERVAL '30' SECOND, INTERVAL '100' MINUTE(3))

-- what is typed
SELECT order_id, COUNT_DISTINCT(card_number) FROM authorizations WINDOW HOPPING (SIZE 1 WEEK, ADVANCE BY 1 DAYS) GROUP BY order_id EMIT FINAL
-- what Flink gets
SELECT `order_id`, COUNT(DISTINCT `card_number`) AS `count_distinct_card_number`, `window_start`, `window_end` FROM TABLE(HOP(TABLE `authorizations`, DESCRIPTOR(`record_time`), INTERVAL '1' DAY, INTERVAL '7' DAY)) AS `authorizations` GROUP BY `order_id`, `window_start`, `window_end`

-- what is typed
SELECT card_number, AVG(amount_minor), TIMESTAMPTOSTRING(WINDOWSTART, 'yyyy-MM-dd') FROM authorizations WINDOW SESSION (30 SECONDS) GROUP BY card_number
-- what Flink gets
SELECT `card_number`, AVG(`amount_minor`) AS `avg_amount_minor`, DATE_FORMAT(SESSION_START(`record_time`, INTERVAL '30' SECOND), 'yyyy-MM-dd') AS `timestamptostring_window_start`, SESSION_START(`record_time`, INTERVAL '30' SECOND) AS `window_start`, SESSION_END(`record_time`, INTERVAL '30' SECOND) AS `window_end` FROM `authorizations` GROUP BY `card_number`, SESSION(`record_time`, INTERVAL '30' SECOND)

-- what is typed
SELECT card_number, outcome, COUNT(*) FROM authorizations WINDOW SESSION (1500 MILLISECONDS) GROUP BY card_number, outcome EMIT FINAL
-- what Flink gets
SELECT `card_number`, `outcome`, COUNT(*) AS `count`, `window_start`, `window_end` FROM TABLE(SESSION(TABLE `authorizations` PARTITION BY (`card_number`, `outcome`), DESCRIPTOR(`record_time`), INTERVAL '1.500' SECOND)) AS `authorizations` GROUP BY `card_number`, `outcome`, `window_start`, `window_end`

-- what is typed
SELECT card_number, COUNT(*) FROM authorizations x WINDOW SESSION (30 SECONDS, GRACE PERIOD 10 SECONDS) WHERE x.attempt != 1 GROUP BY card_number EMIT FINAL
-- what Flink gets
WITH `authorizations_filtered` AS (SELECT * FROM `authorizations` AS `x` WHERE `x`.`attempt` <> 1) SELECT `card_number`, COUNT(*) AS `count`, `window_start`, `window_end` FROM TABLE(SESSION(TABLE `authorizations_filtered` PARTITION BY `card_number`, DESCRIPTOR(`record_time`), INTERVAL '30' SECOND)) AS `x` GROUP BY `card_number`, `window_start`, `window_end`

-- what is typed
WITH approved AS (SELECT * FROM authorizations WHERE outcome = 'APPROVED')
SELECT card_number, COUNT(*) FROM approved WINDOW (SIZE 120000 MILLISECONDS) GROUP BY card_number
-- what Flink gets
WITH `approved` AS (SELECT * FROM `authorizations` WHERE `outcome` = 'APPROVED') SELECT `card_number`, COUNT(*) AS `count`, TUMBLE_START(`record_time`, INTERVAL '120' SECOND(3)) AS `window_start`, TUMBLE_END(`record_time`, INTERVAL '120' SECOND(3)) AS `window_end` FROM `approved` GROUP BY `card_number`, TUMBLE(`record_time`, INTERVAL '120' SECOND(3))

-- what is typed
SELECT COUNT(*) FROM authorizations WINDOW (SIZE 1 DAY) GROUP BY window_start, window_end
-- what Flink gets
SELECT COUNT(*) AS `count`, TUMBLE_START(`record_time`, INTERVAL '1' DAY) AS `window_start`, TUMBLE_END(`record_time`, INTERVAL '1' DAY) AS `window_end` FROM `authorizations` GROUP BY TUMBLE(`record_time`, INTERVAL '1' DAY)

-- what is typed
SELECT country, COUNT(*) FROM orders WINDOW (SIZE 100000 SECONDS) GROUP BY country, window_start HAVING WINDOWEND > TIMESTAMP '2020-01-01 00:00:00' EMIT FINAL
-- what Flink gets
SELECT `country`, COUNT(*) AS `count`, `window_start`, `window_end` FROM TABLE(TUMBLE(TABLE `orders`, DESCRIPTOR(`record_time`), INTERVAL '100000' SECOND(6))) AS `orders` GROUP BY `country`, `window_start`, `window_end` HAVING `window_end` > TIMESTAMP '2020-01-01 00:00:00'

-- what is typed
SELECT * FROM order-validations
-- what Flink gets
SELECT * FROM `order_validations`

-- what is typed
SELECT "check", `outcome`, ROWKEY, ROWPARTITION, ROWOFFSET, rowtime FROM "order-validations" LIMIT 10
-- what Flink gets
SELECT `check`, `outcome`, `record_key`, `record_partition`, `record_offset`, `record_time` FROM `order_validations`

-- what is typed
SELECT Order_Validations.OUTCOME FROM `order_validations` WHERE reasons[1] LIKE 'it''s %' -- a comment
-- what Flink gets
SELECT `order_validations`.`outcome` FROM `order_validations` WHERE `reasons`[1] LIKE 'it''s %'

-- what is typed
SELECT address->city, o.address->country AS land, lines[1]->sku FROM orders o
-- what Flink gets
SELECT `address`.`city`, `o`.`address`.`country` AS `land`, `lines`[1].`sku` AS `sku` FROM `orders` AS `o`

-- what is typed
SELECT ucase(country), LCASE(state), LEN(country), IFNULL(country, '?'), COALESCE(state, 'x') FROM orders
-- what Flink gets
SELECT UPPER(`country`) AS `ucase_country`, LOWER(`state`) AS `lcase_state`, CHAR_LENGTH(`country`) AS `len_country`, COALESCE(`country`, '?') AS `ifnull_country`, COALESCE(`state`, 'x') AS `coalesce_state` FROM `orders`

-- what is typed
SELECT country, COLLECT_LIST(order_id), COLLECT_SET(state), LATEST_BY_OFFSET(state), EARLIEST_BY_OFFSET(state), HISTOGRAM(state), STDDEV_SAMPLE(total_minor) FROM orders GROUP BY country
-- what Flink gets
SELECT `country`, ARRAY_AGG(`order_id`) AS `collect_list_order_id`, ARRAY_AGG(DISTINCT `state`) AS `collect_set_state`, LAST_VALUE(`state`) AS `latest_by_offset_state`, FIRST_VALUE(`state`) AS `earliest_by_offset_state`, COLLECT(`state`) AS `histogram_state`, STDDEV_SAMP(`total_minor`) AS `stddev_sample_total_minor` FROM `orders` GROUP BY `country`

-- what is typed
SELECT RANDOM(), TRUNC(total_minor / 3.0, 1), AS_VALUE(order_id), ARRAY_LENGTH(lines), AS_MAP(ARRAY['a'], ARRAY['b']), ENTRIES(MAP['a', 1]), SLICE(lines, 1, 2), SPLIT_TO_MAP(country, ';', ':') FROM orders
-- what Flink gets
SELECT RAND() AS `random`, TRUNCATE(`total_minor` / 3.0, 1) AS `trunc`, (`order_id`) AS `as_value_order_id`, CARDINALITY(`lines`) AS `array_length_lines`, MAP_FROM_ARRAYS(ARRAY['a'], ARRAY['b']) AS `as_map`, MAP_ENTRIES(MAP['a', 1]) AS `entries`, ARRAY_SLICE(`lines`, 1, 2) AS `slice_lines`, STR_TO_MAP(`country`, ';', ':') AS `split_to_map_country` FROM `orders`

-- what is typed
SELECT EXTRACTJSONFIELD(country, '$.a'), IS_JSON_STRING(country), TO_JSON_STRING(lines), URL_DECODE_PARAM(country), URL_ENCODE_PARAM(country), URL_EXTRACT_HOST(country), URL_EXTRACT_PATH(country), URL_EXTRACT_PROTOCOL(country), URL_EXTRACT_QUERY(country), URL_EXTRACT_FRAGMENT(country), URL_EXTRACT_PARAMETER(country, 'a') FROM orders
-- what Flink gets
SELECT JSON_VALUE(`country`, '$.a') AS `extractjsonfield_country`, (`country` IS JSON) AS `is_json_string_country`, JSON_STRING(`lines`) AS `to_json_string_lines`, URL_DECODE(`country`) AS `url_decode_param_country`, URL_ENCODE(`country`) AS `url_encode_param_country`, PARSE_URL(`country`, 'HOST') AS `url_extract_host_country`, PARSE_URL(`country`, 'PATH') AS `url_extract_path_country`, PARSE_URL(`country`, 'PROTOCOL') AS `url_extract_protocol_country`, PARSE_URL(`country`, 'QUERY') AS `url_extract_query_country`, PARSE_URL(`country`, 'REF') AS `url_extract_fragment_country`, PARSE_URL(`country`, 'QUERY', 'a') AS `url_extract_parameter_country` FROM `orders`

-- what is typed
SELECT FORMAT_TIMESTAMP(ROWTIME, 'yyyy'), PARSE_TIMESTAMP(country, 'yyyy'), PARSE_DATE(country, 'yyyy'), DATEADD(DAY, 1, ROWTIME), TIMESTAMPSUB(DAY, 1, ROWTIME), DATESUB(DAY, 1, ROWTIME), TIMESTAMPTOSTRING(ROWTIME, 'yyyy'), TIMESTAMPTOSTRING(total_minor, 'yyyy') FROM orders
-- what Flink gets
SELECT DATE_FORMAT(`record_time`, 'yyyy') AS `format_timestamp_record_time`, TO_TIMESTAMP(`country`, 'yyyy') AS `parse_timestamp_country`, TO_DATE(`country`, 'yyyy') AS `parse_date_country`, TIMESTAMPADD(DAY, 1, `record_time`) AS `dateadd`, TIMESTAMPADD(DAY, -(1), `record_time`) AS `timestampsub`, TIMESTAMPADD(DAY, -(1), `record_time`) AS `datesub`, DATE_FORMAT(`record_time`, 'yyyy') AS `timestamptostring_record_time`, DATE_FORMAT(TO_TIMESTAMP_LTZ(`total_minor`, 3), 'yyyy') AS `timestamptostring_total_minor` FROM `orders`

-- what is typed
SELECT CAST(total_minor AS VARCHAR), CAST(ROW('a', 1) AS STRUCT<x VARCHAR, y INT>), TRY_CAST(country AS DECIMAL(10, 2)), CASE WHEN total_minor BETWEEN 1 AND 2 THEN 'a' ELSE 'b' END, -total_minor + .5 FROM orders
-- what Flink gets
SELECT CAST(`total_minor` AS STRING) AS `total_minor`, CAST(ROW('a', 1) AS ROW<x STRING, y INT>) AS `cast`, TRY_CAST(`country` AS DECIMAL(10, 2)) AS `country`, CASE WHEN `total_minor` BETWEEN 1 AND 2 THEN 'a' ELSE 'b' END AS `expr_4`, -`total_minor` + 0.5 AS `expr_5` FROM `orders`

-- what is typed
SELECT a.order_id, o.order_id, o.total_minor FROM authorizations a INNER JOIN orders o WITHIN 1 HOUR ON a.order_id = o.order_id
-- what Flink gets
SELECT `a`.`order_id`, `o`.`order_id` AS `order_id_2`, `o`.`total_minor` FROM `authorizations` AS `a` INNER JOIN `orders` AS `o` ON (`a`.`order_id` = `o`.`order_id`) AND `o`.`record_time` BETWEEN `a`.`record_time` - INTERVAL '1' HOUR AND `a`.`record_time` + INTERVAL '1' HOUR

-- what is typed
SELECT a.order_id FROM authorizations a LEFT JOIN orders o WITHIN (0 SECONDS, 2 DAYS) ON a.order_id = o.order_id WHERE o.state IS NOT NULL
-- what Flink gets
SELECT `a`.`order_id` FROM `authorizations` AS `a` LEFT JOIN `orders` AS `o` ON (`a`.`order_id` = `o`.`order_id`) AND `o`.`record_time` BETWEEN `a`.`record_time` - INTERVAL '0' SECOND AND `a`.`record_time` + INTERVAL '2' DAY WHERE `o`.`state` IS NOT NULL

-- what is typed
SELECT o.order_id, c.name FROM orders AS o JOIN customers FOR SYSTEM_TIME AS OF o.ROWTIME AS c ON o.customer_id = c.customer_id
-- what Flink gets
SELECT `o`.`order_id`, `c`.`name` FROM `orders` AS `o` JOIN `customers` FOR SYSTEM_TIME AS OF `o`.`record_time` AS `c` ON `o`.`customer_id` = `c`.`customer_id`

-- what is typed
SELECT order_id, l.sku FROM orders CROSS JOIN UNNEST(lines) AS l (sku, quantity) WHERE l.quantity > 2
-- what Flink gets
SELECT `order_id`, `l`.`sku` FROM `orders` CROSS JOIN UNNEST(`lines`) AS `l` (`sku`, `quantity`) WHERE `l`.`quantity` > 2

-- what is typed
SELECT state, COUNT(*) FROM TABLE(TUMBLE(TABLE orders, DESCRIPTOR(ROWTIME), INTERVAL '5' MINUTES)) GROUP BY state, window_start, window_end
-- what Flink gets
SELECT `state`, COUNT(*) AS `count` FROM TABLE(TUMBLE(TABLE `orders`, DESCRIPTOR(`record_time`), INTERVAL '5' MINUTES)) GROUP BY `state`, `window_start`, `window_end`

-- what is typed
SELECT WINDOWSTART, SUM(TOTAL_MINOR) FROM TABLE(HOP(DATA => TABLE orders, TIMECOL => DESCRIPTOR(record_time), SLIDE => INTERVAL '1' MINUTE, SIZE => INTERVAL '5' MINUTES)) GROUP BY WINDOWSTART, WINDOWEND
-- what Flink gets
SELECT `window_start`, SUM(`total_minor`) AS `sum_total_minor` FROM TABLE(HOP(DATA => TABLE `orders`, TIMECOL => DESCRIPTOR(`record_time`), SLIDE => INTERVAL '1' MINUTE, SIZE => INTERVAL '5' MINUTES)) GROUP BY `window_start`, `window_end`

-- what is typed
SELECT order_id, LAG(total_minor) OVER w FROM orders WINDOW w AS (PARTITION BY customer_id ORDER BY record_time)
-- what Flink gets
SELECT `order_id`, LAG(`total_minor`) OVER w AS `lag_total_minor` FROM `orders` WINDOW w AS (PARTITION BY `customer_id` ORDER BY `record_time`)

-- what is typed
SELECT order_id, SUM(total_minor) OVER (PARTITION BY customer_id ORDER BY record_time RANGE BETWEEN INTERVAL '1' HOUR PRECEDING AND CURRENT ROW) FROM orders
-- what Flink gets
SELECT `order_id`, SUM(`total_minor`) OVER (PARTITION BY `customer_id` ORDER BY `record_time` RANGE BETWEEN INTERVAL '1' HOUR PRECEDING AND CURRENT ROW) AS `sum_total_minor` FROM `orders`

-- what is typed
SELECT * FROM (SELECT *, ROW_NUMBER() OVER (PARTITION BY country ORDER BY total_minor DESC) AS rn FROM orders) WHERE RN <= 3
-- what Flink gets
SELECT * FROM (SELECT *, ROW_NUMBER() OVER (PARTITION BY `country` ORDER BY `total_minor` DESC) AS `rn` FROM `orders`) WHERE `rn` <= 3

-- what is typed
SELECT state FROM orders UNION ALL SELECT OUTCOME FROM order_validations
-- what Flink gets
SELECT `state` FROM `orders` UNION ALL SELECT `outcome` FROM `order_validations`

-- what is typed
SELECT DISTINCT country FROM orders WHERE customer_id IN (SELECT customer_id FROM customers WHERE customers.country = orders.country)
-- what Flink gets
SELECT DISTINCT `country` FROM `orders` WHERE `customer_id` IN (SELECT `customer_id` FROM `customers` WHERE `customers`.`country` = `orders`.`country`)

-- what is typed
SELECT order_id, total_minor AS t FROM orders ORDER BY T DESC, ROWTIME ASC LIMIT 3
-- what Flink gets
SELECT `order_id`, `total_minor` AS `t` FROM `orders` ORDER BY `t` DESC, `record_time` ASC LIMIT 3

-- what is typed
SELECT EXTRACT(DAY FROM ROWTIME), TRIM(BOTH 'x' FROM country), SUBSTRING(country FROM 1 FOR 2), POSITION('a' IN country), CEIL(ROWTIME TO DAY), TIMESTAMPDIFF(DAY, ROWTIME, ROWTIME), JSON_VALUE(country, '$.a' RETURNING INT NULL ON EMPTY ERROR ON ERROR), OVERLAY(country PLACING 'x' FROM 1 FOR 2), LEFT(country, 2) FROM orders
-- what Flink gets
SELECT EXTRACT(DAY FROM `record_time`) AS `extract`, TRIM(BOTH 'x' FROM `country`) AS `trim`, SUBSTRING(`country` FROM 1 FOR 2) AS `substring`, POSITION('a' IN `country`) AS `position`, CEIL(`record_time` TO DAY) AS `ceil`, TIMESTAMPDIFF(DAY, `record_time`, `record_time`) AS `timestampdiff`, JSON_VALUE(`country`, '$.a' RETURNING INT NULL ON EMPTY ERROR ON ERROR) AS `json_value_country`, OVERLAY(`country` PLACING 'x' FROM 1 FOR 2) AS `overlay`, LEFT(`country`, 2) AS `left_country` FROM `orders`

-- what is typed
SELECT COUNT(*) FILTER (WHERE state = 'PAID'), COUNT(DISTINCT customer_id), COUNT(DISTINCT country) AS `count`, MAX(total_minor) - MIN(total_minor) FROM orders
-- what Flink gets
SELECT COUNT(*) FILTER (WHERE `state` = 'PAID') AS `count_2`, COUNT(DISTINCT `customer_id`) AS `count_distinct_customer_id`, COUNT(DISTINCT `country`) AS `count`, MAX(`total_minor`) - MIN(`total_minor`) AS `expr_4` FROM `orders`

-- what is typed
SELECT T.aid, T.bid FROM orders MATCH_RECOGNIZE (PARTITION BY customer_id ORDER BY record_time MEASURES A.order_id AS aid, B.order_id AS bid ONE ROW PER MATCH AFTER MATCH SKIP PAST LAST ROW PATTERN (A B) DEFINE A AS A.state = 'PAID', B AS B.state = 'SHIPPED') AS T
-- what Flink gets
SELECT `T`.`aid`, `T`.`bid` FROM `orders` MATCH_RECOGNIZE (PARTITION BY customer_id ORDER BY record_time MEASURES A.order_id AS aid, B.order_id AS bid ONE ROW PER MATCH AFTER MATCH SKIP PAST LAST ROW PATTERN (A B) DEFINE A AS A.state = 'PAID', B AS B.state = 'SHIPPED') AS `T`

-- what is typed
SELECT /*+ STATE_TTL('orders' = '1d') */ state, COUNT(*) FROM orders GROUP BY state
-- what Flink gets
SELECT /*+ STATE_TTL('orders' = '1d') */ `state`, COUNT(*) AS `count` FROM `orders` GROUP BY `state`

-- what is typed
SELECT country, state, COUNT(*) FROM orders GROUP BY GROUPING SETS ((country), (country, state))
-- what Flink gets
SELECT `country`, `state`, COUNT(*) AS `count` FROM `orders` GROUP BY GROUPING SETS ((`country`), (`country`, `state`))

-- what is typed
VALUES (1, 'a'), (2, 'b')
-- what Flink gets
VALUES (1, 'a'), (2, 'b')

-- what is typed
WITH a (x, y) AS (SELECT country, COUNT(*) FROM orders GROUP BY country), b AS (SELECT X FROM a WHERE y > 1) SELECT * FROM b
-- what Flink gets
WITH `a` (`x`, `y`) AS (SELECT `country`, COUNT(*) AS `count` FROM `orders` GROUP BY `country`), `b` AS (SELECT `x` FROM `a` WHERE `y` > 1) SELECT * FROM `b`

-- what is typed
SELECT CURRENT_TIMESTAMP, x'4f', U&'\0041', 1e3, NULL IS NULL, country IS NOT DISTINCT FROM state, country NOT LIKE 'a%' ESCAPE '!', NOT (total_minor = 1 OR total_minor <> 2) FROM orders
-- what Flink gets
SELECT CURRENT_TIMESTAMP AS `current_timestamp`, x'4f' AS `expr_2`, U&'\0041' AS `expr_3`, 1e3 AS `expr_4`, NULL IS NULL AS `expr_5`, `country` IS NOT DISTINCT FROM `state` AS `expr_6`, `country` NOT LIKE 'a%' ESCAPE '!' AS `expr_7`, NOT (`total_minor` = 1 OR `total_minor` <> 2) AS `expr_8` FROM `orders`

-- what is typed
SELECT order_id, total_minor FROM orders OFFSET 3 ROWS FETCH FIRST 2 ROWS ONLY
-- what Flink gets
SELECT `order_id`, `total_minor` FROM `orders` LIMIT 2 OFFSET 3 ROWS

-- what is typed
SELECT n FROM (SELECT COUNT(*) AS n, country FROM orders WINDOW (SIZE 1 MINUTE) GROUP BY country) t WHERE t.N > 3
-- what Flink gets
SELECT `n` FROM (SELECT COUNT(*) AS `n`, `country`, TUMBLE_START(`record_time`, INTERVAL '1' MINUTE) AS `window_start`, TUMBLE_END(`record_time`, INTERVAL '1' MINUTE) AS `window_end` FROM `orders` GROUP BY `country`, TUMBLE(`record_time`, INTERVAL '1' MINUTE)) AS `t` WHERE `t`.`n` > 3

-- what is typed
SELECT SUM(CHAR_LENGTH(value) * 2), UPPER(value || 'x'), COALESCE(key, 'x'), MAX(hour), JSON_EXISTS(value, '$.a' FALSE ON ERROR), JSON_QUERY(value, '$' WITH WRAPPER), total % 3, LISTAGG(key, ',') FROM (SELECT country AS `value`, state AS `key`, 3 AS `hour`, version AS total FROM orders) GROUP BY value, key, total
-- what Flink gets
SELECT SUM(CHAR_LENGTH(`value`) * 2) AS `sum`, UPPER(`value` || 'x') AS `upper`, COALESCE(`key`, 'x') AS `coalesce_key`, MAX(`hour`) AS `max_hour`, JSON_EXISTS(`value`, '$.a' FALSE ON ERROR) AS `json_exists_value`, JSON_QUERY(`value`, '$' WITH WRAPPER) AS `json_query_value`, `total` % 3 AS `expr_7`, LISTAGG(`key`, ',') AS `listagg_key` FROM (SELECT `country` AS `value`, `state` AS `key`, 3 AS `hour`, `version` AS `total` FROM `orders`) GROUP BY `value`, `key`, `total`

-- what is typed
SELECT state, LATEST_BY_OFFSET(country), COLLECT_LIST(order_id), COUNT_DISTINCT(customer_id) FROM orders WINDOW (SIZE 1 HOUR) GROUP BY state
-- what Flink gets
SELECT `state`, LAST_VALUE(`country`) AS `latest_by_offset_country`, ARRAY_AGG(`order_id`) AS `collect_list_order_id`, COUNT(DISTINCT `customer_id`) AS `count_distinct_customer_id`, TUMBLE_START(`record_time`, INTERVAL '1' HOUR) AS `window_start`, TUMBLE_END(`record_time`, INTERVAL '1' HOUR) AS `window_end` FROM `orders` GROUP BY `state`, TUMBLE(`record_time`, INTERVAL '1' HOUR)

-- what is typed
SELECT state, LATEST_BY_OFFSET(country), COLLECT_SET(order_id), COUNT_DISTINCT(customer_id) FROM orders WINDOW (SIZE 1 HOUR) GROUP BY state EMIT FINAL
-- what Flink gets
SELECT `state`, LAST_VALUE(`country`) AS `latest_by_offset_country`, ARRAY_AGG(DISTINCT `order_id`) AS `collect_set_order_id`, COUNT(DISTINCT `customer_id`) AS `count_distinct_customer_id`, `window_start`, `window_end` FROM TABLE(TUMBLE(TABLE `orders`, DESCRIPTOR(`record_time`), INTERVAL '1' HOUR)) AS `orders` GROUP BY `state`, `window_start`, `window_end`

-- what is typed
SELECT a.state, n FROM (SELECT state, count() AS n FROM orders WINDOW (SIZE 1 HOUR) GROUP BY state) a JOIN (SELECT outcome FROM order-validations) b ON a.state = b.outcome
-- what Flink gets
SELECT `a`.`state`, `n` FROM (SELECT `state`, COUNT(*) AS `n`, TUMBLE_START(`record_time`, INTERVAL '1' HOUR) AS `window_start`, TUMBLE_END(`record_time`, INTERVAL '1' HOUR) AS `window_end` FROM `orders` GROUP BY `state`, TUMBLE(`record_time`, INTERVAL '1' HOUR)) AS `a` JOIN (SELECT `outcome` FROM `order_validations`) AS `b` ON `a`.`state` = `b`.`outcome`

-- what is typed
SELECT order_id FROM orders WHERE EXISTS (SELECT 1 FROM authorizations WHERE authorizations.order_id = orders.order_id) AND (state, country) IN (('PAID', 'DE'), ('PAID', 'FR'))
-- what Flink gets
SELECT `order_id` FROM `orders` WHERE EXISTS (SELECT 1 AS `expr_1` FROM `authorizations` WHERE `authorizations`.`order_id` = `orders`.`order_id`) AND (`state`, `country`) IN (('PAID', 'DE'), ('PAID', 'FR'))

-- what is typed
(SELECT state FROM orders) UNION (SELECT outcome FROM order_validations)
-- what Flink gets
(SELECT `state` FROM `orders`) UNION (SELECT `outcome` FROM `order_validations`)

-- what is typed
SELECT * FROM LATERAL (SELECT COUNT(*) AS n FROM orders)
-- what Flink gets
SELECT * FROM LATERAL (SELECT COUNT(*) AS `n` FROM `orders`)

-- what is typed
WITH a AS (SELECT card_number, COUNT(*) AS n FROM authorizations WINDOW SESSION (1 HOUR) WHERE outcome = 'DECLINED' GROUP BY card_number EMIT FINAL) SELECT CARDNUMBER FROM a WHERE n > 3
-- what Flink gets
WITH `a` AS (WITH `authorizations_filtered` AS (SELECT * FROM `authorizations` WHERE `outcome` = 'DECLINED') SELECT `card_number`, COUNT(*) AS `n`, `window_start`, `window_end` FROM TABLE(SESSION(TABLE `authorizations_filtered` PARTITION BY `card_number`, DESCRIPTOR(`record_time`), INTERVAL '1' HOUR)) AS `authorizations` GROUP BY `card_number`, `window_start`, `window_end`) SELECT `card_number` FROM `a` WHERE `n` > 3

-- what is typed
SELECT order_id, CAST(record_time AS TIMESTAMP(3)) AS at, INTERVAL '1 00:00:00' DAY TO SECOND(3), TIMESTAMPADD(MINUTE, -5, ROWTIME), DATE '2020-01-01', X'4f', ARRAY[1, 2][1], MAP['a', 1]['a'] FROM orders WHERE RecordTime < CURRENT_TIMESTAMP
-- what Flink gets
SELECT `order_id`, CAST(`record_time` AS TIMESTAMP(3)) AS `at`, INTERVAL '1 00:00:00' DAY TO SECOND(3) AS `expr_3`, TIMESTAMPADD(MINUTE, -5, `record_time`) AS `timestampadd`, DATE '2020-01-01' AS `expr_5`, X'4f' AS `expr_6`, ARRAY[1, 2][1] AS `expr_7`, MAP['a', 1]['a'] AS `expr_8` FROM `orders` WHERE `record_time` < CURRENT_TIMESTAMP

-- what is typed
SELECT o.state, c.name FROM orders o LEFT OUTER JOIN customers c USING (customer_id)
-- what Flink gets
SELECT `o`.`state`, `c`.`name` FROM `orders` AS `o` LEFT OUTER JOIN `customers` AS `c` USING (`customer_id`)

-- what is typed
SELECT TIMESTAMPADD(MINUTES, 5, ROWTIME), TIMESTAMPDIFF(DAYS, ROWTIME, ROWTIME), DATEADD(days, 1, ROWTIME), TIMESTAMPSUB(MILLISECONDS, 1, ROWTIME), EXTRACT(HOURS FROM ROWTIME), ROWTIME + INTERVAL '1' DAYS FROM orders
-- what Flink gets
SELECT TIMESTAMPADD(MINUTE, 5, `record_time`) AS `timestampadd`, TIMESTAMPDIFF(DAY, `record_time`, `record_time`) AS `timestampdiff`, TIMESTAMPADD(day, 1, `record_time`) AS `dateadd`, TIMESTAMPADD(MILLISECOND, -(1), `record_time`) AS `timestampsub`, EXTRACT(HOUR FROM `record_time`) AS `extract`, `record_time` + INTERVAL '1' DAYS AS `expr_6` FROM `orders`

-- what is typed
SELECT SUM(total_minor) OVER (w ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) FROM orders WINDOW w AS (PARTITION BY state ORDER BY record_time)
-- what Flink gets
SELECT SUM(`total_minor`) OVER (w ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) AS `sum_total_minor` FROM `orders` WINDOW w AS (PARTITION BY `state` ORDER BY `record_time`)
