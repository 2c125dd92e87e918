package io.insideout.connect;

import static io.insideout.testkit.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.insideout.catalog.Product;
import io.insideout.catalog.Topics;
import io.insideout.connect.database.Sql;
import io.insideout.connect.worker.ConnectClient;
import io.insideout.connect.worker.Connectors;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A column that services need goes away, and comes back.
class BrokenTableTest {
  @TempDir private Path directory;

  @Test
  void is_told_and_once_mended_the_tables_are_read_anew() throws Exception {
    try (RunningSystem system = new RunningSystem(directory)) {
      Sql person = system.person();
      system.ready();
      person.say(
          "insert into product values ('kept', 'a', 'GBP', 1, 1), ('gone', 'a', 'GBP', 1, 1)");
      eventually("they are seen", () -> system.table(Topics.PRODUCTS).size() == 2);

      person.say("alter table product rename column description to words");
      person.say("update product set words = 'b' where sku = 'kept'");
      person.say("delete from product where sku = 'gone'");
      eventually(
          "it is told",
          () -> system.connect.trouble().orElse("").contains("no column description any more"));
      assertThat(system.table(Topics.PRODUCTS)).containsKeys("kept", "gone");

      person.say("alter table product rename column words to description");
      // The journal has the row without the column for ever, so capture goes on behind it.
      ConnectClient connect = new ConnectClient(system.connect.url().orElseThrow());
      connect.stop(Connectors.TABLES);
      eventually("nothing is captured", () -> rests(connect));
      person.say("select pg_drop_replication_slot('insideout')");
      connect.forgetPositions(Connectors.TABLES);
      connect.resume(Connectors.TABLES);

      eventually(
          "the row is as it is",
          () ->
              system
                  .table(Topics.PRODUCTS)
                  .containsValue(new Product("kept", "b", "GBP", 1_000_000L, 1_000_000L)));
    }
  }

  private static boolean rests(ConnectClient connect) {
    try {
      ConnectClient.Status status = connect.connectors().get(Connectors.TABLES);
      return status != null && status.rests() && status.tasks().isEmpty();
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
