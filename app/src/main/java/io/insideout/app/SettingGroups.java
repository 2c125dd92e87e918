package io.insideout.app;

import io.insideout.connect.ConnectSettings;
import io.insideout.runtime.StartFailure;
import io.insideout.runtime.http.HostNames;
import io.insideout.runtime.stream.WaitingRoom.Clock;
import io.insideout.services.ServiceSettings;
import io.insideout.sql.SqlSettings;
import io.insideout.traces.TracesSettings;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// Reads and shows those settings that belong together.
final class SettingGroups {
  private SettingGroups() {}

  static ServiceSettings services(SettingTexts all) {
    return new ServiceSettings(
        all.number("details-grace-ms", 0, 600_000),
        all.number("payment-within-ms", 0, 86_400_000),
        all.one("payment-clock", Clock.class),
        all.number("reminder-after-ms", 1_000, 86_400_000),
        all.truth("auto-ship"),
        ProviderAddress.check("payment-provider", all.text("payment-provider")),
        all.text("smtp-url"),
        all.text("email-from"),
        toPrivate(all),
        connect(all).isWanted());
  }

  static ConnectSettings connect(SettingTexts all) {
    return new ConnectSettings(
        ConnectSettings.checked(all.text("database")),
        all.number("database-port", 0, 65_535),
        all.number("connect-port", 0, 65_535),
        all.text("connect-plugins"));
  }

  static SqlSettings sql(SettingTexts all) {
    String cluster = all.text("sql-cluster");
    return new SqlSettings(
        all.word("sql", List.of(SqlSettings.WHEN_ASKED, SqlSettings.AT_START)),
        cluster.isEmpty() ? "" : SettingTexts.url("sql-cluster", cluster).toString(),
        all.number("sql-queries", 1, 100),
        all.number("sql-commit-ms", 50, 600_000),
        all.text("sql-checkpoints"),
        // The launcher knows where it has put them.
        Path.of(System.getProperty("insideout.flink", "flink/target")),
        all.text("tls-ca"));
  }

  static TracesSettings traces(SettingTexts all) {
    String endpoint = all.text("otlp-endpoint");
    if (!endpoint.isEmpty()) {
      URI url = SettingTexts.url("otlp-endpoint", endpoint);
      if (url.getRawUserInfo() != null || url.getRawQuery() != null) {
        throw new StartFailure(
            "Setting 'otlp-endpoint' is an address that may be shown: what lets spans in goes into"
                + " the file of 'otlp-headers'.");
      }
    }
    return new TracesSettings(endpoint, all.text("otlp-headers"));
  }

  /// Where nobody else can come in, whoever asks for a webhook may as well reach the address.
  static boolean toPrivate(SettingTexts all) {
    String word = all.word("webhooks-to-private", List.of("auto", "true", "false"));
    return word.equals("auto")
        ? HostNames.meansThisMachine(all.text("http-host"))
        : Boolean.parseBoolean(word);
  }

  /// The names and values of all of these.
  static void show(Settings settings, Map<String, String> shown) {
    ServiceSettings services = settings.services();
    shown.put("details-grace-ms", String.valueOf(services.detailsGraceMillis()));
    shown.put("payment-within-ms", String.valueOf(services.paymentWithinMillis()));
    shown.put("payment-clock", SettingTexts.word(services.paymentClock()));
    shown.put("reminder-after-ms", String.valueOf(services.reminderAfterMillis()));
    shown.put("auto-ship", String.valueOf(services.autoShip()));
    shown.put("payment-provider", services.paymentProvider());
    shown.put("smtp-url", SettingTexts.or(services.smtpUrl(), "(none)"));
    shown.put("email-from", services.emailFrom());
    shown.put("webhooks-to-private", String.valueOf(services.webhooksToPrivate()));
    ConnectSettings connect = settings.connect();
    shown.put("database", connect.database());
    shown.put("database-port", String.valueOf(connect.databasePort()));
    shown.put("connect-port", String.valueOf(connect.connectPort()));
    shown.put("connect-plugins", connect.connectPlugins());
    SqlSettings streamingSql = settings.streamingSql();
    shown.put("sql", streamingSql.sql());
    shown.put("sql-cluster", SettingTexts.or(streamingSql.sqlCluster(), "(own)"));
    shown.put("sql-queries", String.valueOf(streamingSql.sqlQueries()));
    shown.put("sql-commit-ms", String.valueOf(streamingSql.sqlCommitMs()));
    shown.put(
        "sql-checkpoints",
        SettingTexts.or(streamingSql.sqlCheckpoints(), "(in the data directory)"));
    TracesSettings traces = settings.traces();
    shown.put("otlp-endpoint", SettingTexts.or(traces.otlpEndpoint(), "(none)"));
    shown.put("otlp-headers", traces.otlpHeaders());
  }
}
