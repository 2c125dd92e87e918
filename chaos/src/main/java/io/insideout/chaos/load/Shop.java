package io.insideout.chaos.load;

import io.insideout.chaos.history.Ask;
import io.insideout.chaos.warehouse.Shelf;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// What callers can think of: orders of many kinds, and changes of what is on sale.
final class Shop {
  private static final int SKUS = Shelf.ALL;
  private static final int SCARCE = Shelf.SCARCE;
  private static final Set<String> LASTING =
      IntStream.range(0, Shelf.LEFT_ALONE).mapToObj(Shelf::sku).collect(Collectors.toSet());

  private final Random random;
  private final String name;
  private int orders;

  /// @param name tells the keys of one caller from those of others
  Shop(Random random, String name) {
    this.random = random;
    this.name = name;
  }

  /// What has to be there before anybody orders.
  static List<Ask.Put> opening() {
    List<Ask.Put> opening = new ArrayList<>();
    for (int sku = 0; sku < SKUS; sku++) {
      opening.add(product(sku, 200));
      opening.add(stock(sku, sku < SCARCE ? 40 : 100_000));
    }
    return opening;
  }

  /// An order that should go well: fit to show that all is up again.
  Ask.Place plain() {
    return place(lines(List.of(line(SCARCE + random.nextInt(SKUS - SCARCE), 1))), "");
  }

  /// An order of any kind.
  Ask.Place order() {
    int dice = random.nextInt(100);
    if (dice < 60) {
      List<String> lines = new ArrayList<>();
      int count = 1 + random.nextInt(4);
      for (int i = 0; i < count; i++) {
        lines.add(line(SCARCE + random.nextInt(SKUS - SCARCE), 1 + random.nextInt(5)));
      }
      return place(lines(lines), "");
    } else if (dice < 78) {
      // All or nothing: one line there is enough of, and one that others want too.
      return place(
          lines(
              List.of(
                  line(SCARCE + random.nextInt(SKUS - SCARCE), 2),
                  line(random.nextInt(SCARCE), 1 + random.nextInt(15)))),
          "");
    } else if (dice < 84) {
      return place(lines(List.of("{\"sku\": \"NOBODY-KNOWS\", \"quantity\": 1}")), "");
    } else if (dice < 90) {
      return place(lines(List.of(line(SCARCE, 1))), ", \"placedAt\": \"" + anotherTime() + "\"");
    }
    return place(lines(List.of(line(SCARCE + 1, 1))), ", \"customerId\": \"no-such-customer\"");
  }

  /// The clock of an order's event time jumps: years back, or most of an hour ahead.
  private Instant anotherTime() {
    return random.nextBoolean()
        ? Instant.parse("2010-12-01T08:26:00Z").plusSeconds(random.nextInt(1_000_000))
        : Instant.now().plus(Duration.ofMinutes(1 + random.nextInt(45)));
  }

  /// The same key, for something else.
  Ask.Place other(Ask.Place order) {
    return new Ask.Place(order.key(), order.body().replace("\"quantity\": ", "\"quantity\": 1"));
  }

  /// A change of what is on sale.
  Ask.Put change() {
    int sku = random.nextInt(SKUS);
    if (random.nextBoolean()) {
      return product(sku, 200 + random.nextInt(50));
    }
    return stock(sku, sku < SCARCE ? random.nextInt(400) : 100_000 + random.nextInt(1_000));
  }

  /// A row that is always there.
  Ask.Look lasting() {
    Ask.Look row = row();
    return LASTING.contains(row.key()) ? row : new Ask.Look("products", row.key());
  }

  /// A row that can be looked at.
  Ask.Look row() {
    return new Ask.Look(random.nextBoolean() ? "stock" : "products", sku(random.nextInt(SKUS)));
  }

  private static Ask.Put product(int sku, int priceMinor) {
    return new Ask.Put(
        "products",
        sku(sku),
        "{\"description\": \"Article %d\", \"listPrice\": \"%s\", \"floorPrice\": \"1.00\"}"
            .formatted(sku, String.format(Locale.ROOT, "%.2f", priceMinor / 100.0)));
  }

  private static Ask.Put stock(int sku, int onHand) {
    return new Ask.Put("stock", sku(sku), "{\"onHand\": " + onHand + "}");
  }

  private static String sku(int number) {
    return Shelf.sku(number);
  }

  private static String line(int sku, int quantity) {
    return "{\"sku\": \"%s\", \"quantity\": %d}".formatted(sku(sku), quantity);
  }

  private static String lines(List<String> lines) {
    return "\"lines\": [" + String.join(", ", lines) + "]";
  }

  /// A card for each order: rules about cards are not what is tried here.
  private Ask.Place place(String lines, String more) {
    String key = name + "-" + orders++;
    String card = random.nextInt(25) == 0 ? "declined-" : "card-";
    return new Ask.Place(key, "{\"cardToken\": \"%s%s\", %s%s}".formatted(card, key, lines, more));
  }
}
