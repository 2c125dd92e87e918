package io.insideout.app.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.nimbusds.jwt.JWTClaimsSet;
import io.insideout.fuzz.Foreign;
import io.insideout.runtime.http.Caller;
import java.text.ParseException;
import java.time.Instant;

class ClaimsFuzzTest {
  private static final Claims CLAIMS = new Claims("realm_access.roles", "customer_id");

  @FuzzTest(maxDuration = Foreign.SEARCH)
  void claims_make_an_operator_only_of_who_has_the_role(byte[] input) {
    String text = Foreign.text(input);
    JWTClaimsSet claims;
    try {
      claims = JWTClaimsSet.parse(text);
    } catch (ParseException noClaims) {
      return;
    }
    Foreign.read(() -> CLAIMS.caller(claims, Instant.MAX))
        .ifPresent(
            caller -> {
              switch (caller) {
                case Caller.Operator _ -> assertThat(claims.toString()).contains("operator");
                case Caller.Customer(var id, _) -> {
                  assertThat(claims.toString()).contains("customer");
                  assertThat(id).isNotBlank();
                }
                case Caller.Stranger _ -> {}
              }
            });
  }
}
