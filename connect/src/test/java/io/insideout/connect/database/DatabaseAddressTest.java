package io.insideout.connect.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.insideout.runtime.StartFailure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatabaseAddressTest {
  @Test
  void is_read_and_written_as_jdbc_has_it() {
    DatabaseAddress address =
        DatabaseAddress.parse(
            "jdbc:postgresql://db.example.com:6543/shop?user=ada&sslmode=require");

    assertThat(address.host()).isEqualTo("db.example.com");
    assertThat(address.port()).isEqualTo(6543);
    assertThat(address.name()).isEqualTo("shop");
    assertThat(address.user()).isEqualTo("ada");
    assertThat(address.more()).containsEntry("sslmode", "require");
    assertThat(DatabaseAddress.parse(address.jdbcUrl())).isEqualTo(address);
  }

  @Test
  void takes_no_password_since_it_is_shown() {
    assertThatThrownBy(
            () -> DatabaseAddress.parse("jdbc:postgresql://db/shop?user=ada&password=hunter2"))
        .isInstanceOf(StartFailure.class)
        .hasMessageContaining("INSIDEOUT_DATABASE_PASSWORD")
        .hasMessageNotContaining("hunter2");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "localhost; is none, embedded or an address",
        "jdbc:mysql://db/shop?user=a&password=hunter2; is none, embedded or an address",
        "jdbc:postgresql://one,two/shop?user=a; one server",
        "jdbc:postgresql://db/shop; names no user",
      })
  void says_what_an_address_lacks(String url, String says) {
    assertThatThrownBy(() -> DatabaseAddress.parse(url))
        .isInstanceOf(StartFailure.class)
        .hasMessageContaining(says)
        .hasMessageNotContaining("hunter2");
  }
}
