package io.insideout.runtime;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;

/// The system's own metrics, in Prometheus's terms. Kafka's are read from its clients when asked
/// for.
public final class Metrics {
  /// Where all of them are registered.
  public static final PrometheusRegistry REGISTRY = new PrometheusRegistry();

  /// Records that were set aside, by the service that could not use them and the topic they stand
  /// in.
  public static final Counter DEAD_LETTERS =
      Counter.builder()
          .name("insideout_dead_letters_total")
          .help("Records set aside as dead letters.")
          .labelNames("service", "topic")
          .register(REGISTRY);

  /// From an order's event time until its decision is seen in this instance's view, for orders of
  /// now.
  public static final Histogram DECISION_SECONDS =
      Histogram.builder()
          .name("insideout_order_decision_seconds")
          .help("Time from placing an order to its decision being visible.")
          .classicOnly()
          .classicUpperBounds(.005, .01, .02, .03, .05, .075, .1, .15, .2, .3, .5, 1, 2, 5, 10)
          .register(REGISTRY);

  /// Orders that were decided, by the state that they came to.
  public static final Counter ORDERS =
      Counter.builder()
          .name("insideout_orders_total")
          .help("Order versions seen by the view since this process started, by state.")
          .labelNames("state")
          .register(REGISTRY);

  /// Failed checks of rejected orders.
  public static final Counter REJECTIONS =
      Counter.builder()
          .name("insideout_order_rejections_total")
          .help("Reasons of rejected orders, by the check that failed.")
          .labelNames("check")
          .register(REGISTRY);

  /// Requests answered at the HTTP door.
  public static final Counter REQUESTS =
      Counter.builder()
          .name("insideout_http_requests_total")
          .help("HTTP requests answered, by method and status.")
          .labelNames("method", "status")
          .register(REGISTRY);

  /// Requests that were not let in, for their caller asks more than one may: by the limit, `rate`
  /// or `open`.
  public static final Counter REQUESTS_REFUSED =
      Counter.builder()
          .name("insideout_http_requests_refused_total")
          .help("HTTP requests refused because of what one caller may ask, by limit.")
          .labelNames("limit")
          .register(REGISTRY);

  /// Whether a part cannot do its work, as `/health/ready` tells it.
  public static final Gauge TROUBLE =
      Gauge.builder()
          .name("insideout_part_trouble")
          .help("1 where a part of this process, or all of it, is in trouble, 0 where not.")
          .labelNames("part")
          .register(REGISTRY);

  /// What the last proof found, by the letter of the law. There is none before the first proof.
  public static final Gauge LAW_VIOLATIONS =
      Gauge.builder()
          .name("insideout_law_violations")
          .help("Violations that the last proof found, by law.")
          .labelNames("law")
          .register(REGISTRY);

  /// How much of the database's journal change data capture has not confirmed.
  public static final Gauge SLOT_LAG =
      Gauge.builder()
          .name("insideout_database_slot_lag_bytes")
          .help("Bytes of the database's journal that change data capture is behind.")
          .register(REGISTRY);

  /// Callers who wait for a view to show something.
  public static final Gauge WAITING =
      Gauge.builder()
          .name("insideout_callers_waiting")
          .help("Callers who wait at this moment for something to be visible.")
          .register(REGISTRY);

  /// Calls of the payment provider, by what came of them: APPROVED, DECLINED or UNKNOWN.
  public static final Histogram PROVIDER_CALL_SECONDS =
      Histogram.builder()
          .name("insideout_payment_provider_call_seconds")
          .help("Time that calls of the payment provider took, by outcome.")
          .labelNames("outcome")
          .classicOnly()
          .classicUpperBounds(.005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10, 20)
          .register(REGISTRY);

  /// Requests that this process's cashier has taken and brought no answer to yet.
  public static final Gauge OPEN_PAYMENT_REQUESTS =
      Gauge.builder()
          .name("insideout_payment_requests_open")
          .help("Payment requests that the cashier has read and that have no answer yet.")
          .register(REGISTRY);

  /// E-mails that were brought to the mail server, by what came of them: SENT, REFUSED, DEFERRED or
  /// UNREACHABLE.
  public static final Counter EMAILS_CARRIED =
      Counter.builder()
          .name("insideout_emails_carried_total")
          .help("Attempts to hand an e-mail to the mail server, by outcome.")
          .labelNames("outcome")
          .register(REGISTRY);

  /// Calls of subscribers, by what came of them: DELIVERED, REFUSED, AWAY or GONE.
  public static final Histogram SUBSCRIBER_CALL_SECONDS =
      Histogram.builder()
          .name("insideout_webhook_call_seconds")
          .help("Time that calls of subscribers took, by outcome.")
          .labelNames("outcome")
          .classicOnly()
          .classicUpperBounds(.005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10, 15)
          .register(REGISTRY);

  /// Events that this process's couriers have taken and nobody has taken from them yet.
  public static final Gauge OPEN_EVENTS =
      Gauge.builder()
          .name("insideout_webhook_events_open")
          .help("Events that were read for subscribers and are not delivered yet.")
          .register(REGISTRY);

  /// Records that no subscriber was sent, for they do not decode.
  public static final Counter EVENTS_PASSED_OVER =
      Counter.builder()
          .name("insideout_webhook_events_passed_over_total")
          .help("Records that were passed over for a subscriber, because they do not decode.")
          .register(REGISTRY);

  /// Spans of records, by what came of them: TAKEN or REFUSED by their receiver, each time that it
  /// was asked; or UNSAMPLED, not handed over, for whoever began the trace does not have it kept.
  public static final Counter SPANS =
      Counter.builder()
          .name("insideout_spans_total")
          .help("Spans of records handed to the receiver of traces, by outcome.")
          .labelNames("outcome")
          .register(REGISTRY);

  private Metrics() {}
}
