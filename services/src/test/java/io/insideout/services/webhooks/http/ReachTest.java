package io.insideout.services.webhooks.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReachTest {
  private static final Reach CLOSED = new Reach(false);
  private static final Reach OPEN = new Reach(true);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.0.0.0",
        "0.1.2.3",
        "169.254.169.254",
        "169.254.0.1",
        "224.0.0.1",
        "239.255.255.255",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "fe80::1",
        "febf::1",
        "ff02::1",
        "2001:0:4136:e378:8000:63bf:3fff:fdd2",
        "::ffff:169.254.169.254",
        "::169.254.169.254",
        "64:ff9b::169.254.169.254",
        "2002:a9fe:a9fe::1",
        "2002:e000:1::",
      })
  void nothingIsEverSentThere(String address) throws Exception {
    assertThat(OPEN.objection(InetAddress.getByName(address))).isPresent();
    assertThat(CLOSED.objection(InetAddress.getByName(address))).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "127.255.255.254",
        "127.1",
        "2130706433",
        "10.0.0.1",
        "10.255.255.255",
        "100.64.0.1",
        "100.127.255.254",
        "100.100.100.200",
        "172.16.0.1",
        "172.31.255.254",
        "192.0.0.8",
        "192.168.1.1",
        "198.18.0.1",
        "198.19.255.255",
        "::1",
        "fc00::1",
        "fd00:ec2::254",
        "fec0::1",
        "64:ff9b:1::1",
        "::ffff:127.0.0.1",
        "::127.0.0.1",
        "64:ff9b::10.0.0.1",
        "2002:7f00:1::1",
        "2002:c0a8:101::1",
      })
  void privateAddressesAreWithinReachWhereThatIsWanted(String address) throws Exception {
    assertThat(CLOSED.objection(InetAddress.getByName(address))).isPresent();
    assertThat(OPEN.objection(InetAddress.getByName(address))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.1.1.1",
        "9.255.255.255",
        "11.0.0.0",
        "100.63.255.255",
        "100.128.0.0",
        "128.0.0.1",
        "169.253.255.255",
        "169.255.0.0",
        "172.15.255.255",
        "172.32.0.0",
        "192.0.1.0",
        "192.167.255.255",
        "192.169.0.0",
        "198.17.255.255",
        "198.20.0.0",
        "223.255.255.255",
        "2001:1::1",
        "2606:4700:4700::1111",
        "fbff::1",
        "64:ff9b::1.1.1.1",
        "2002:101:101::1",
      })
  void allOthersAre(String address) throws Exception {
    assertThat(CLOSED.objection(InetAddress.getByName(address))).isEmpty();
  }
}
