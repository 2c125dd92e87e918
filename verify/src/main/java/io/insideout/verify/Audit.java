package io.insideout.verify;

import static java.util.Objects.requireNonNull;

import io.insideout.catalog.DeadLetter;
import io.insideout.catalog.OrderCommand;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// Judges a history. It is fed with records, those of one partition in the order of the log and the
/// partitions in any order, and in the end says which laws hold. For one thread, and one history.
///
/// An order's records are sorted together in the scratch space first, so each law looks at one
/// order at a time; what a law knows beyond that is in the scratch space as well.
public final class Audit {
  private final long startNanos = System.nanoTime();
  private final SetAside setAside;
  private final Docket docket;
  private final ViewsLaw views;
  private final LettersLaw letters;
  private final @Nullable TablesLaw tables;
  private final Map<Law, Findings> laws = new LinkedHashMap<>();
  private final Map<String, TopicCount> topics = new LinkedHashMap<>();
  private final Findings viewFindings;
  private final Findings letterFindings;

  /// @param acknowledged ids of orders whose commands were acknowledged to a caller, who wants to
  ///   see them in the log; may be empty
  public Audit(Scratch scratch, Iterable<String> acknowledged) {
    this(scratch, new Evidence(acknowledged, List.of()));
  }

  /// @param evidence what there is besides the log. Views and tables are handed over later; a law
  ///   of tables there is only where there are some
  Audit(Scratch scratch, Evidence evidence) {
    setAside = new SetAside(scratch.facts("set-aside"));
    docket = new Docket(scratch, setAside);
    views = new ViewsLaw(scratch);
    letters = new LettersLaw(scratch, setAside);
    tables = evidence.tables().isPresent() ? new TablesLaw(scratch) : null;
    List<Law> all =
        new ArrayList<>(
            List.of(
                new AcceptanceLaw(docket, evidence.acknowledged()),
                new LifeCycleLaw(),
                new DecisionLaw(),
                new StockLaw(scratch),
                new AtomicityLaw(),
                new MoneyLaw(setAside),
                new EmailLaw(),
                new FraudLaw(scratch, setAside),
                views,
                letters,
                new FencingLaw()));
    if (tables != null) {
      all.add(all.indexOf(letters), tables);
    }
    all.forEach(law -> laws.put(law, new Findings(law.letter())));
    viewFindings = requireNonNull(laws.get(views));
    letterFindings = requireNonNull(laws.get(letters));
  }

  /// Judges a whole history that fits in memory.
  public static Report of(Iterable<Entry> history, Quiet quiet) {
    try (Scratch scratch = Scratch.inMemory()) {
      Audit audit = new Audit(scratch, List.of());
      history.forEach(audit::accept);
      return audit.finish(quiet);
    }
  }

  /// Takes the dump of a live view, to be compared with the log. Before the first record only.
  ///
  /// @param source where it comes from, for messages
  /// @throws IOException if it cannot be read, or is not a dump
  public void view(String source, InputStream dump) throws IOException {
    ViewDump.read(source, dump, head -> views.view(head, viewFindings));
  }

  void fetchView(URI url, UnaryOperator<HttpRequest.Builder> asking)
      throws IOException, InterruptedException {
    ViewDump.fetch(url, asking, head -> views.view(head, viewFindings));
  }

  /// Holds the tables of a database against the log, after its last record: see
  /// [TablesLaw#compare].
  void compare(Tables database, TablesLaw.Tail tail, Duration within)
      throws IOException, InterruptedException {
    TablesLaw law = requireNonNull(tables, "there was no word of tables");
    law.compare(database, tail, within, requireNonNull(laws.get(law)));
  }

  /// Takes a record.
  public void accept(Entry entry) {
    topics.merge(
        entry.at().topic(),
        TopicCount.NONE.and(entry.content()),
        (before, _) -> before.and(entry.content()));
    laws.forEach((law, findings) -> law.accept(entry, findings));
    switch (entry.content()) {
      case Content.Value(DeadLetter letter, _) -> setAside.accept(letter, entry.cause());
      case Content.Value(var value, _) -> docket.file(entry.at(), value, entry.cause());
      default -> {}
    }
  }

  /// Takes a record that was sent again to the one who had set it aside: for everybody else it is
  /// as if it were not there.
  ///
  /// @param first the record that it stands for
  void sentAgain(Entry copy, Coordinates first, String service) {
    letters.sentAgain(copy, first, service);
    if (copy.content() instanceof Content.Value(OrderCommand command, _)) {
      docket.fileAgain(service, copy.at(), command, first);
    }
  }

  /// Takes note that the record of a letter was sent again: from then on it counts like any other.
  void sentAgain(Entry entry, DeadLetter letter, Coordinates to) {
    letters.sentAgain(entry, letter, to, letterFindings);
    setAside.sentAgain(letter, entry.cause());
  }

  /// Judges these orders and letters, and what spans orders, as far as the history goes: what is on
  /// its way is no violation. Any number of times, between records.
  List<Violation> look(Collection<String> orderIds, Collection<String> letterIds) {
    Moment moment = Moment.whole(Quiet.no("there is more to come"));
    List<Dossier> orders = orderIds.stream().map(docket::dossier).toList();
    List<Violation> found = new ArrayList<>();
    laws.forEach(
        (law, sinceTheBeginning) -> {
          found.addAll(sinceTheBeginning.first());
          Findings now = new Findings(law.letter());
          orders.forEach(order -> law.look(order, moment, now));
          if (law == letters) {
            letterIds.forEach(id -> letters.look(id, moment, now));
          }
          found.addAll(now.first());
        });
    return found;
  }

  /// Judges a history that is known whole.
  public Report finish(Quiet quiet) {
    return finish(Moment.whole(quiet));
  }

  Report finish(Moment moment) {
    docket.forEach(order -> laws.forEach((law, findings) -> law.judge(order, moment, findings)));
    laws.forEach((law, findings) -> law.finish(moment, findings));
    return new Report(
        laws.entrySet().stream().map(law -> law.getValue().report(law.getKey().title())).toList(),
        topics,
        moment.quiet(),
        Duration.ofNanos(System.nanoTime() - startNanos));
  }
}
