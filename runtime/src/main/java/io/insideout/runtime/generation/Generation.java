package io.insideout.runtime.generation;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One life of a service's state: its consumer group, its stores and its internal topics. The next
/// is made beside it, of what it wrote, and takes over where it stopped.
///
/// @param service its name
/// @param number from 1
public record Generation(String service, int number) {
  /// The highest number.
  public static final int LAST = 999;

  private static final String MARK = "-g";
  private static final Pattern INTERNAL =
      Pattern.compile("-(?!g[1-9][0-9]{0,2}-).*-(changelog|repartition)");
  private static final Pattern WRITER =
      Pattern.compile("-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}-\\d+");
  private static final Pattern MARKED = Pattern.compile("(.+)" + MARK + "[1-9][0-9]{0,2}");

  public Generation {
    if (number < 1 || number > LAST) {
      throw new IllegalArgumentException("generations are numbered from 1 to " + LAST);
    }
  }

  /// What the log knows it by: its consumer group, with which the names of its internal topics and
  /// of its transactions begin. The first is called as the service is.
  public String group() {
    return number == 1 ? service : service + MARK + number;
  }

  /// The service of a group, whichever generation it is of. Of a group that is no service, itself.
  public static String service(String group) {
    Matcher marked = MARKED.matcher(group);
    return marked.matches() ? marked.group(1) : group;
  }

  /// Whether Kafka Streams keeps a topic for it, and not for another of the same service.
  public boolean isInternal(String topic) {
    return isOwn(topic, INTERNAL);
  }

  /// Whether Kafka Streams writes for it in transactions of that id, and for no other of the same
  /// service: as whatever process, and as whatever thread of it.
  public boolean isTransaction(String id) {
    return isOwn(id, WRITER);
  }

  private boolean isOwn(String name, Pattern behindGroup) {
    return name.startsWith(group())
        && behindGroup.matcher(name.substring(group().length())).matches();
  }

  /// What the groups of all later generations of a service begin with.
  public static String laterGroups(String service) {
    return service + MARK;
  }

  /// Another of the same service.
  public Generation numbered(int other) {
    return new Generation(service, other);
  }

  /// Whether it is to work, by what stands in the log.
  public Turn turn(Standing standing) {
    if (standing.called() > number) {
      return Turn.OVER;
    }
    return standing.inCharge() == number ? Turn.NOW : Turn.LATER;
  }

  @Override
  public String toString() {
    return "generation %d of %s".formatted(number, service);
  }
}
