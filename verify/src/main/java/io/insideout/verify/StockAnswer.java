package io.insideout.verify;

import io.insideout.catalog.Check;
import io.insideout.catalog.OrderValidation;
import io.insideout.catalog.Outcome;
import io.insideout.catalog.StockShortage;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// One answer of inventory by itself: a refusal is right if of each SKU that it names there was
/// less than the order asks for, and what it counted as reserved was so once. When that was no two
/// topics can say; that it was is in the log before the answer, or in one transaction with it.
///
/// @param books what the order asks for, by SKU
record StockAnswer(
    Dossier order,
    Filed<OrderValidation> answer,
    Map<String, Units> books,
    StockChain chain,
    Findings findings) {
  private static final Pattern NUMBER = Pattern.compile("(?<![\\w-])-?\\d+(?!\\w)");

  void check(Moment moment) {
    OrderValidation said = answer.value();
    boolean refuses = said.getCheck() == Check.INVENTORY && said.getOutcome() == Outcome.FAIL;
    if (!refuses) {
      if (!said.getShortages().isEmpty()) {
        found("nothing was refused, and yet something was short");
      }
      return;
    }
    findings.count("refusals");
    if (said.getShortages().isEmpty()) {
      findings.count(hadEnded() ? "of orders that had ended" : "that do not say what they rest on");
    }
    Set<String> named = new HashSet<>();
    Set<String> told = numbers(String.valueOf(said.getReason()));
    for (StockShortage shortage : said.getShortages()) {
      if (!named.add(shortage.getSku())) {
        found(shortage, "is short twice");
      }
      if (!said.getCovers().contains(shortage.getSku())) {
        found(shortage, "is short, and the answer is not about it");
      }
      check(shortage, told, moment);
    }
  }

  private void check(StockShortage shortage, Set<String> told, Moment moment) {
    Units units = books.get(shortage.getSku());
    long asked = units == null ? 0 : units.asked;
    if (shortage.getNeeded() != asked) {
      found(
          shortage,
          "refused for %,d units, and asked for %,d".formatted(shortage.getNeeded(), asked));
    }
    StockPair pair = StockPair.of(shortage);
    long available = pair.available(shortage.getReserved());
    // Less than one unit is never reserved, however many there are.
    if (shortage.getNeeded() >= 1 && shortage.getNeeded() <= available) {
      found(
          shortage,
          "refused for %,d units, and there were %,d: %s, %,d reserved"
              .formatted(shortage.getNeeded(), available, pair, shortage.getReserved()));
    }
    if (!told.contains(String.valueOf(available))
        || !told.contains(String.valueOf(shortage.getNeeded()))) {
      found(
          shortage,
          "refused for %,d units of %,d, and its reason does not tell so"
              .formatted(shortage.getNeeded(), available));
    }
    if (moment.isRipe(answer.at()) && !chain.had(shortage.getSku(), shortage.getReserved())) {
      found(
          shortage,
          "refused with %,d reserved, which it never was".formatted(shortage.getReserved()));
    }
  }

  /// Those that stand by themselves, in whatever words.
  private static Set<String> numbers(String reason) {
    return NUMBER.matcher(reason).results().map(MatchResult::group).collect(Collectors.toSet());
  }

  /// Whether something else than this answer ended the order: then it may have come first.
  private boolean hadEnded() {
    return order.versions().stream()
        .filter(
            version -> LifeCycle.claim(version.value().getState()) == LifeCycle.Claim.GIVES_BACK)
        .anyMatch(version -> !answer.at().equals(version.cause()));
  }

  private void found(StockShortage shortage, String what) {
    found("SKU %s: %s".formatted(shortage.getSku(), what));
  }

  private void found(String what) {
    findings.violation("order %s, %s".formatted(order.orderId(), what), answer.at());
  }
}
