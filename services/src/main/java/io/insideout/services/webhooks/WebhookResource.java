package io.insideout.services.webhooks;

import static io.insideout.catalog.Topics.WEBHOOKS;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.insideout.catalog.Webhook;
import io.insideout.runtime.http.Answer;
import io.insideout.runtime.http.Cursor;
import io.insideout.runtime.http.Json;
import io.insideout.runtime.http.Problem;
import io.insideout.runtime.http.Request;
import io.insideout.runtime.http.Route;
import io.insideout.runtime.view.Page;
import io.insideout.runtime.view.Seen;
import io.insideout.runtime.view.View;
import io.insideout.services.webhooks.WebhookDesk.Asked;
import io.insideout.services.webhooks.WebhookDesk.Written;
import io.insideout.services.webhooks.WebhookRequest.Checked;
import io.insideout.services.webhooks.http.Lookup;
import io.insideout.services.webhooks.http.Unreachable;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Subscriptions over HTTP: made, changed and deleted at the desk, read from the view.
final class WebhookResource {
  private static final String PATH = "/api/webhooks";
  private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]{1,200}");

  private final View<Webhook> view;
  private final WebhookDesk desk;
  private final Couriers couriers;
  private final Secrets secrets;
  private final Lookup lookup;
  private final InstantSource clock;

  WebhookResource(
      View<Webhook> view,
      WebhookDesk desk,
      Couriers couriers,
      Secrets secrets,
      Lookup lookup,
      InstantSource clock) {
    this.view = view;
    this.desk = desk;
    this.couriers = couriers;
    this.secrets = secrets;
    this.lookup = lookup;
    this.clock = clock;
  }

  /// A subscription as a caller asks for it.
  ///
  /// @param from `now`, or `beginning` for all that ever happened
  record CreateBody(
      @Nullable String url,
      @Nullable List<@Nullable String> states,
      @Nullable String description,
      @Nullable String from) {
    boolean beginsWithTheFirst() {
      return switch (from) {
        case null -> false;
        case "now" -> false;
        case "beginning" -> true;
        default -> throw Problem.invalid("from", "is now or beginning");
      };
    }
  }

  /// A subscription as a caller wants it to be.
  ///
  /// @param active whether anything is sent; true where absent
  record ChangeBody(
      @Nullable String url,
      @Nullable List<@Nullable String> states,
      @Nullable String description,
      @Nullable Boolean active) {}

  List<Route> routes() {
    return List.of(
        Route.post(PATH, this::create),
        Route.get(PATH, this::list),
        Route.get(PATH + "/{id}", this::get),
        Route.put(PATH + "/{id}", this::change),
        Route.delete(PATH + "/{id}", this::delete),
        Route.get(PATH + "/{id}/secret", this::secret),
        Route.post(PATH + "/{id}/rotate", this::rotate),
        Route.post(PATH + "/{id}/test", this::test));
  }

  private Answer create(Request request) throws InterruptedException {
    request.allowQuery();
    CreateBody body = request.body(CreateBody.class);
    Checked checked = checked(body.url(), body.states(), body.description());
    boolean fromBeginning = body.beginsWithTheFirst();
    String key = request.header("Idempotency-Key").map(WebhookResource::digest).orElse(null);
    reach(checked);
    Written written =
        desk.create(
            new Asked(checked, fromBeginning, key, digest(Json.write(body))),
            secrets.check(),
            request.trace());
    return Answer.json(
        written.shown() ? 201 : 202, location(written.row().key()), shown(written.row(), true));
  }

  private Answer list(Request request) {
    request.allowQuery("limit", "cursor");
    Cursor cursor = new Cursor(WEBHOOKS.name(), WebhookDesk.ALL, "");
    Page<Webhook> page =
        view.list(
            cursor.index(),
            cursor.value(),
            cursor.read(request),
            Long.MIN_VALUE / 2,
            Long.MAX_VALUE / 2,
            _ -> true,
            (int) request.queryNumber("limit", 50, 1, 500));
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("items", page.items().stream().map(row -> shown(row, false)).toList());
    if (page.next() != null) {
      body.put("nextCursor", cursor.write(page.next()));
    }
    return Answer.json(body);
  }

  private Answer get(Request request) {
    request.allowQuery();
    return Answer.json(shown(desk.find(request.path("id")), false));
  }

  private Answer change(Request request) throws InterruptedException {
    request.allowQuery();
    ChangeBody body = request.body(ChangeBody.class);
    Checked checked = checked(body.url(), body.states(), body.description());
    var _ = desk.find(request.path("id"));
    reach(checked);
    boolean active = body.active() == null || body.active();
    return changed(
        desk.change(request.path("id"), row -> changed(row, checked, active), request.trace()));
  }

  private Webhook changed(Webhook row, Checked checked, boolean active)
      throws InterruptedException {
    Webhook changed = WebhookRow.changed(row, checked);
    if (active) {
      return WebhookRow.on(changed);
    }
    return row.getActive() ? desk.off(changed, null) : changed;
  }

  private Answer changed(Written written) {
    WebhookJson shown = shown(written.row(), false);
    return written.shown()
        ? Answer.json(shown)
        : Answer.json(202, location(written.row().key()), shown);
  }

  private Answer delete(Request request) throws InterruptedException {
    request.allowQuery();
    String webhookId = request.path("id");
    return desk.delete(webhookId, request.trace())
        .map(log -> Answer.json(202, location(webhookId), Map.of("log", log)))
        .orElseGet(Answer::nothing);
  }

  private Answer secret(Request request) {
    request.allowQuery();
    Webhook webhook = desk.find(request.path("id")).value();
    return secretOf(webhook);
  }

  private Answer secretOf(Webhook webhook) {
    if (!secrets.areOf(webhook)) {
      throw Problem.conflict(Couriers.OTHER_MASTER);
    }
    return Answer.json(Map.of("secret", secrets.of(webhook).text()));
  }

  private Answer rotate(Request request) throws InterruptedException {
    request.allowQuery();
    return secretOf(desk.change(request.path("id"), this::rotated, request.trace()).row().value());
  }

  /// Whoever asks twice, for the answer was lost, must not put an end to the secret that receivers
  /// still have.
  private Webhook rotated(Webhook row) {
    Instant now = clock.instant();
    if (Secrets.isChangingOver(row, now)) {
      throw Problem.conflict(
          "its secret was replaced less than 24 hours ago, and the former one signs as well until"
              + " then; GET .../secret shows the new one");
    }
    return WebhookRow.rotated(row, secrets.check(), secrets.areOf(row), now);
  }

  private Answer test(Request request) throws InterruptedException {
    request.allowQuery();
    return Answer.json(couriers.test(desk.find(request.path("id")).value()));
  }

  private static Checked checked(
      @Nullable String url, @Nullable List<@Nullable String> states, @Nullable String description) {
    return new WebhookRequest(url, states, description).check();
  }

  private void reach(Checked checked) throws InterruptedException {
    try {
      var _ = lookup.find(checked.host());
    } catch (Unreachable e) {
      throw Problem.invalid("url", "has a host that " + e.getMessage());
    }
  }

  private WebhookJson shown(Seen<Webhook> row, boolean withSecret) {
    return WebhookJson.of(
        row,
        couriers.status(row.value()),
        withSecret && secrets.areOf(row.value()) ? secrets.of(row.value()) : null);
  }

  private static Map<String, String> location(String webhookId) {
    return Map.of("Location", PATH + "/" + webhookId);
  }

  private static String digest(String idempotencyKey) {
    if (!KEY.matcher(idempotencyKey).matches()) {
      throw Problem.invalid("Idempotency-Key", "is 1 to 200 printable characters without blanks");
    }
    return digest(idempotencyKey.getBytes(UTF_8));
  }

  private static String digest(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes), 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
