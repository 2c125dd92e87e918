package io.insideout.app.stores;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.insideout.runtime.http.Problem;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What a row is asked for by, where its key is not shown.
class AddressTest {
  private final Seal seal = new Seal();
  private final Address address = new Address(seal, "a store");

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  @Test
  void a_key_that_is_shown_as_it_is_needs_no_id() {
    assertThat(address.id(bytes("tea"), "tea")).isEmpty();
    assertThat(address.id(new byte[] {0, 1}, "0x0001")).isEmpty();
  }

  @Test
  void a_masked_key_has_an_id_that_does_not_tell_it() {
    String id = address.id(bytes("card:tok-12345678"), "card:…5678").orElseThrow();

    assertThat(seal.open("id", "a store", id)).isEqualTo(bytes("card:tok-12345678"));
    assertThat(address.id(bytes("card:tok-12345678"), "card:…5678"))
        .as("nor that two are of one")
        .isNotEqualTo(Optional.of(id));
  }

  @Test
  void an_id_is_of_one_store_of_one_process_and_of_no_other() {
    String id = seal.close("a store", bytes("tea"));

    refuses(seal, "another store", id);
    refuses(new Seal(), "a store", id);
    refuses(seal, "a store", id.substring(0, 20));
    refuses(seal, "a store", "no id");
    refuses(seal, "a store", "");
  }

  private static void refuses(Seal seal, String purpose, String id) {
    assertThatThrownBy(() -> seal.open("id", purpose, id)).isInstanceOf(Problem.class);
  }
}
