package io.insideout.services.shipping;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.insideout.catalog.Shipment;
import io.insideout.catalog.ShippingAddress;
import io.insideout.runtime.view.Seen;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A shipment as callers see it.
///
/// @param address absent where the customer collects
/// @param log where this version stands in the log, as `topic/partition/offset`
@JsonInclude(JsonInclude.Include.NON_NULL)
record ShipmentJson(
    String shipmentId,
    String orderId,
    int version,
    String state,
    @Nullable AddressJson address,
    List<LineJson> lines,
    String log) {

  /// Where a parcel goes to.
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record AddressJson(
      String recipient,
      @Nullable String street,
      @Nullable String postcode,
      @Nullable String city,
      String country) {}

  /// @param line of the order, counted from 0
  record LineJson(int line, String sku, int quantity) {}

  static ShipmentJson of(Seen<Shipment> row) {
    Shipment shipment = row.value();
    return new ShipmentJson(
        shipment.getShipmentId(),
        shipment.getOrderId(),
        shipment.getVersion(),
        shipment.getState().name(),
        address(shipment.getAddress()),
        shipment.getLines().stream()
            .map(line -> new LineJson(line.getLine(), line.getSku(), line.getQuantity()))
            .toList(),
        "shipments/" + row.partition() + "/" + row.offset());
  }

  private static @Nullable AddressJson address(@Nullable ShippingAddress address) {
    return address == null
        ? null
        : new AddressJson(
            address.getRecipient(),
            address.getStreet(),
            address.getPostcode(),
            address.getCity(),
            address.getCountry());
  }
}
