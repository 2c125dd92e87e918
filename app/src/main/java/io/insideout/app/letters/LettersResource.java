package io.insideout.app.letters;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.insideout.catalog.CardTokens;
import io.insideout.catalog.Topics;
import io.insideout.runtime.StartFailure;
import io.insideout.runtime.http.Answer;
import io.insideout.runtime.http.Problem;
import io.insideout.runtime.http.Request;
import io.insideout.runtime.http.Route;
import io.insideout.runtime.log.LogClient;
import io.insideout.runtime.log.LogTrouble;
import io.insideout.runtime.schema.Schemas;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/// Dead letters over HTTP: which there are, and sending them again. One request reads or sends at a
/// time, for each reads the whole topic; what is sent again, and what is not and why, is decided as
/// on the command line.
public final class LettersResource {
  private static final int LISTED_AT_MOST = 500;
  private static final int SENT_AT_MOST = 500;

  private final LogClient log;
  private final Schemas schemas;
  private final ReentrantLock oneAtATime = new ReentrantLock();

  public LettersResource(LogClient log, Schemas schemas) {
    this.log = log;
    this.schemas = schemas;
  }

  /// What is asked to be sent again.
  ///
  /// @param ids of letters, which are sent all or none
  /// @param dryRun true to be told what would be sent
  record Wanted(@Nullable List<@Nullable String> ids, @Nullable Boolean dryRun) {}

  public List<Route> routes() {
    return List.of(
        Route.get("/api/dead-letters", this::list),
        Route.post("/api/dead-letters/redrive", this::redrive));
  }

  private Answer list(Request request) {
    request.allowQuery("service", "open");
    String service = request.query("service").orElse(null);
    boolean open = flag(request);
    List<Letter> found;
    oneAtATime.lock();
    try (Letters letters = new Letters(log, schemas)) {
      found =
          letters.read().values().stream()
              .filter(letter -> service == null || letter.service().equals(service))
              .filter(letter -> !open || !letter.isRedriven())
              .toList();
    } catch (KafkaException e) {
      throw unavailable(e);
    } finally {
      oneAtATime.unlock();
    }
    List<Letter> newest = found.subList(Math.max(0, found.size() - LISTED_AT_MOST), found.size());
    return Answer.json(
        Map.of(
            "count",
            found.size(),
            "letters",
            newest.reversed().stream().map(LettersResource::shown).toList()));
  }

  private static boolean flag(Request request) {
    return switch (request.query("open").orElse("false")) {
      case "true" -> true;
      case "false" -> false;
      default -> throw Problem.invalid("open", "is true or false");
    };
  }

  private static Map<String, Object> shown(Letter letter) {
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("id", letter.id());
    shown.put("service", letter.service());
    shown.put("of", letter.coordinates());
    shown.put(
        "log",
        letter.place().topic() + "/" + letter.place().partition() + "/" + letter.placeOffset());
    shown.put("time", Instant.ofEpochMilli(letter.timestampMillis()).toString());
    shown.put("key", key(letter));
    shown.put("reason", letter.reason());
    shown.put("redrivenTo", letter.redrivenTo());
    return shown;
  }

  /// The key of a suspicious card is its token.
  private static String key(Letter letter) {
    byte[] bytes = letter.key();
    String key = bytes == null ? "" : new String(bytes, UTF_8);
    return letter.topic().equals(Topics.SUSPICIOUS_CARDS.name()) ? CardTokens.masked(key) : key;
  }

  private Answer redrive(Request request) throws InterruptedException {
    request.allowQuery();
    Wanted wanted = request.body(Wanted.class);
    List<String> ids = ids(wanted);
    boolean dryRun = Boolean.TRUE.equals(wanted.dryRun());
    oneAtATime.lockInterruptibly();
    try (Letters letters = new Letters(log, schemas)) {
      if (dryRun) {
        return told(plan(letters, ids), Map.of());
      }
      try (Redriver redriver = new Redriver(log, letters)) {
        Redrive plan = plan(letters, ids);
        return told(plan, plan.refused().isEmpty() ? redriver.send(plan.letters()) : Map.of());
      }
    } catch (StartFailure other) {
      throw Problem.conflict("another redrive of this log has begun; look at the list again");
    } catch (KafkaException e) {
      throw unavailable(e);
    } finally {
      oneAtATime.unlock();
    }
  }

  private static List<String> ids(Wanted wanted) {
    List<@Nullable String> given = wanted.ids();
    if (given == null || given.isEmpty() || given.size() > SENT_AT_MOST) {
      throw Problem.invalid("ids", "is required: 1 to " + SENT_AT_MOST + " letters");
    }
    List<String> ids = new ArrayList<>();
    for (String id : given) {
      if (id == null) {
        throw Problem.invalid("ids", "has a null");
      }
      ids.add(id);
    }
    return ids;
  }

  private static Redrive plan(Letters letters, List<String> ids) {
    return Redriver.plan(
        letters,
        all ->
            ids.stream()
                .map(
                    id -> {
                      Letter letter = all.get(id);
                      if (letter == null) {
                        throw Problem.notFound("there is no dead letter " + id);
                      }
                      return letter;
                    })
                .toList(),
        new Redrive.Insisting(false, false));
  }

  /// All or nothing: where one is refused, nothing is sent.
  private static Answer told(Redrive plan, Map<String, String> sent) {
    Map<String, String> refused = new LinkedHashMap<>();
    plan.refused().forEach(one -> refused.put(one.letter().id(), one.why()));
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("planned", plan.letters().stream().map(Letter::id).toList());
    body.put("sent", sent);
    body.put("refused", refused);
    return Answer.json(body);
  }

  private static Problem unavailable(KafkaException e) {
    return Problem.unavailable(
        LogTrouble.refusal(e).orElse("the log does not answer at this moment; try again"));
  }
}
