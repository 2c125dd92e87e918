package io.insideout.app.rewind;

/// What a group does with a record that it has handled before.
public enum Memory {
  /// It knows what it has answered, and answers nothing twice.
  OF_ALL("remembers what it has answered: nothing is answered twice"),

  /// The same, as far as its memory goes.
  OF_THE_LATEST(
      "remembers the latest " + Memory.LATEST + " orders of each card and customer, and no more"),

  /// It would answer again.
  NONE("does not remember what it has answered: it would answer again, and `verify` would tell"),

  /// Nobody has tried what it would do.
  UNTRIED("is not known to remember what it has answered"),

  /// What it does reaches people and banks, and cannot be done once more unseen.
  OUTSIDE("does what leaves the log: cards would be charged or mail sent once more");

  /// How many orders of a subject *fraud* remembers.
  static final int LATEST = 64;

  private final String words;

  Memory(String words) {
    this.words = words;
  }

  /// A clause that goes on after the group's name.
  public String words() {
    return words;
  }

  /// What is known of a group. Orders, inventory and fraud are rewound under faults and held
  /// against the laws all the time; details relies on its transaction alone.
  public static Memory of(String group) {
    return switch (group) {
      case "orders", "inventory" -> OF_ALL;
      case "fraud" -> OF_THE_LATEST;
      case "details" -> NONE;
      case "payments-cashier", "email-sender" -> OUTSIDE;
      default -> UNTRIED;
    };
  }

  /// Whether so many records can be read again without harm.
  public boolean allows(long records) {
    return switch (this) {
      case OF_ALL -> true;
      case OF_THE_LATEST -> records <= LATEST;
      case NONE, UNTRIED, OUTSIDE -> false;
    };
  }

  /// Whether an operator may do it all the same.
  public boolean yields() {
    return this != OUTSIDE;
  }
}
