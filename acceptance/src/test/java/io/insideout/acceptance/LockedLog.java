package io.insideout.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JOSEException;
import io.insideout.runtime.log.LogClient;
import io.insideout.testkit.Keytool;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;

/// A real Kafka that lets in only whom it knows, over TLS, by a password (SCRAM) or a token, and
/// allows them only what its ACLs say. Its keys are made for the test.
final class LockedLog implements AutoCloseable {
  /// Whom it allows everything.
  static final String ADMIN = "admin";

  private static final String STORE_PASSWORD = "nobody-knows";
  private static final String CALLBACKS =
      "org.apache.kafka.common.security.oauthbearer.OAuthBearer%sCallbackHandler";
  private static final String LOGIN = "org.apache.kafka.common.security.%sLoginModule required";

  private final Path directory;
  private final List<Integer> ports;
  private final Tokens tokens;
  private final KafkaRaftServer server;

  private LockedLog(Path directory, Collection<String> users) throws Exception {
    this.directory = Files.createDirectories(directory);
    this.ports = freePorts(4);
    this.tokens = new Tokens(directory);
    makeKeys();
    format(users);
    // For the broker, which is in this process: where its keys for tokens are.
    System.setProperty("org.apache.kafka.sasl.oauthbearer.allowed.urls", keysOfTokens());
    System.setProperty(
        "org.apache.kafka.sasl.oauthbearer.allowed.files", directory.resolve("keys.json") + "");
    this.server = new KafkaRaftServer(new KafkaConfig(settings(), false), Time.SYSTEM);
    server.startup();
  }

  /// Starts one.
  ///
  /// @param users whom it knows, beside [#ADMIN]
  static LockedLog start(Path directory, Collection<String> users) throws Exception {
    return new LockedLog(directory, users);
  }

  private static List<Integer> freePorts(int many) throws IOException {
    List<ServerSocket> held = new ArrayList<>();
    try {
      for (int i = 0; i < many; i++) {
        held.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
      }
      return held.stream().map(ServerSocket::getLocalPort).toList();
    } finally {
      for (ServerSocket one : held) {
        one.close();
      }
    }
  }

  private void makeKeys() throws IOException, InterruptedException {
    Keytool keytool = new Keytool(STORE_PASSWORD);
    keytool.run(
        "-genkeypair -alias log -keyalg EC -dname CN=log -validity 2 -ext san=ip:127.0.0.1",
        "-keystore",
        keys().toString());
    keytool.run(
        "-exportcert -rfc -alias log",
        "-keystore",
        keys().toString(),
        "-file",
        certificate().toString());
  }

  private void format(Collection<String> users) throws Exception {
    List<String> known = new ArrayList<>(users);
    known.add(ADMIN);
    new Formatter()
        .setNodeId(1)
        .setClusterId("bG9ja2VkLWxvZy1vbmUtMQ")
        .setControllerListenerName("CONTROLLER")
        .setDirectories(List.of(directory.resolve("log").toString()))
        .setMetadataLogDirectory(directory.resolve("log").toString())
        .setScramArguments(
            known.stream()
                .map(user -> "SCRAM-SHA-512=[name=%s,password=%s]".formatted(user, password(user)))
                .toList())
        .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, UTF_8))
        .run();
  }

  private Map<String, String> settings() {
    Map<String, String> settings = new HashMap<>();
    settings.put("process.roles", "broker,controller");
    settings.put("node.id", "1");
    settings.put("log.dirs", directory.resolve("log").toString());
    settings.put("controller.quorum.voters", "1@" + address(3));
    settings.put("controller.listener.names", "CONTROLLER");
    settings.put("inter.broker.listener.name", "INSIDE");
    settings.put(
        "listener.security.protocol.map",
        "SCRAM:SASL_SSL,TOKENS:SASL_SSL,INSIDE:PLAINTEXT,CONTROLLER:PLAINTEXT");
    String advertised =
        "SCRAM://%s,TOKENS://%s,INSIDE://%s".formatted(address(0), address(1), address(2));
    settings.put("advertised.listeners", advertised);
    settings.put("listeners", advertised + ",CONTROLLER://" + address(3));
    settings.put(
        "authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer");
    settings.put("super.users", "User:ANONYMOUS;User:" + ADMIN);
    settings.put("allow.everyone.if.no.acl.found", "false");
    settings.put("auto.create.topics.enable", "false");
    settings.put("ssl.keystore.location", keys().toString());
    settings.put("ssl.keystore.password", STORE_PASSWORD);
    settings.put("ssl.key.password", STORE_PASSWORD);
    String scram = "listener.name.scram.";
    settings.put(scram + "sasl.enabled.mechanisms", "SCRAM-SHA-512");
    settings.put(scram + "scram-sha-512.sasl.jaas.config", LOGIN.formatted("scram.Scram") + ";");
    String byToken = "listener.name.tokens.";
    settings.put(byToken + "sasl.enabled.mechanisms", "OAUTHBEARER");
    settings.put(
        byToken + "oauthbearer.sasl.jaas.config", LOGIN.formatted("oauthbearer.OAuthBearer") + ";");
    settings.put(
        byToken + "oauthbearer.sasl.server.callback.handler.class",
        CALLBACKS.formatted("Validator"));
    settings.put(byToken + "oauthbearer.sasl.oauthbearer.jwks.endpoint.url", keysOfTokens());
    settings.put(byToken + "oauthbearer.sasl.oauthbearer.expected.audience", "insideout");
    for (String topic : List.of("offsets.topic", "transaction.state.log")) {
      settings.put(topic + ".replication.factor", "1");
      settings.put(topic + ".num.partitions", "1");
    }
    settings.put("transaction.state.log.min.isr", "1");
    settings.put("group.initial.rebalance.delay.ms", "0");
    settings.put("log.cleaner.dedupe.buffer.size", "8388608");
    return settings;
  }

  private String address(int listener) {
    return "127.0.0.1:" + ports.get(listener);
  }

  private Path keys() {
    return directory.resolve("log.p12");
  }

  private Path certificate() {
    return directory.resolve("log.pem");
  }

  private String keysOfTokens() {
    return directory.resolve("keys.json").toUri().toString();
  }

  /// Where who has a password comes in.
  String bootstrapServers() {
    return address(0);
  }

  /// Where who has a token comes in.
  String bootstrapServersOfTokens() {
    return address(1);
  }

  static String password(String user) {
    return user + "-geheim";
  }

  /// Kafka's client properties of a user.
  Path properties(String user) throws IOException {
    return write(user + ".properties", properties(user, password(user)));
  }

  /// The same, with another password.
  Path propertiesWith(String user, String password) throws IOException {
    return write(user + "-wrong.properties", properties(user, password));
  }

  private String properties(String user, String password) {
    return """
        security.protocol=SASL_SSL
        sasl.mechanism=SCRAM-SHA-512
        sasl.jaas.config=%s username="%s" password="%s";
        ssl.truststore.type=PEM
        ssl.truststore.location=%s
        """
        .formatted(LOGIN.formatted("scram.Scram"), user, password, certificate());
  }

  /// Kafka's client properties of a user who has a token.
  Path propertiesOfToken(String user) throws IOException {
    return propertiesOfToken(user, tokens);
  }

  /// The same, where somebody else may have signed it.
  Path propertiesOfToken(String user, Tokens issuer) throws IOException {
    Path token = write(user + ".jwt", issuer.token(user, "operator", 600));
    return write(
        user + "-token.properties",
        """
        security.protocol=SASL_SSL
        sasl.mechanism=OAUTHBEARER
        sasl.jaas.config=%s;
        sasl.login.callback.handler.class=%s
        sasl.oauthbearer.token.endpoint.url=%s
        ssl.truststore.type=PEM
        ssl.truststore.location=%s
        """
            .formatted(
                LOGIN.formatted("oauthbearer.OAuthBearer"),
                CALLBACKS.formatted("Login"),
                token.toUri(),
                certificate()));
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(directory.resolve(name), text);
  }

  /// The log as a user sees it.
  LogClient client(String user) {
    Properties properties = new Properties();
    try (var text = Files.newBufferedReader(properties(user))) {
      properties.load(text);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    Map<String, Object> all = new HashMap<>();
    properties.forEach((name, value) -> all.put(String.valueOf(name), value));
    all.put("bootstrap.servers", bootstrapServers());
    return new LogClient(all);
  }

  /// An issuer of tokens whom the log does not know.
  Tokens stranger() throws IOException, JOSEException {
    return new Tokens(Files.createDirectories(directory.resolve("stranger")));
  }

  @Override
  public void close() {
    server.shutdown();
    server.awaitShutdown();
  }
}
