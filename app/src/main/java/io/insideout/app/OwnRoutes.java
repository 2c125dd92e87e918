package io.insideout.app;

import io.insideout.app.access.OwnGuard;
import io.insideout.app.letters.LettersResource;
import io.insideout.app.rewind.RewindResource;
import io.insideout.app.stores.StoresResource;
import io.insideout.catalog.Topic;
import io.insideout.runtime.Part;
import io.insideout.runtime.http.Route;
import io.insideout.runtime.log.LogClient;
import io.insideout.runtime.schema.Schemas;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The routes of a process besides those of its services: how it is, what it keeps, and for who
/// operates it.
final class OwnRoutes implements AutoCloseable {
  /// The service whose view a proof holds against the log: where it is, proofs and dead letters can
  /// be asked for.
  private static final String VIEW_OF = "orders";

  /// The service that shows the log: where it is, groups can be rewound, each while it is away.
  private static final String LOG_SHOWN_BY = "console";

  private final Settings settings;
  private final OwnGuard guard;
  private final LogClient log;
  private final Schemas schemas;
  private @Nullable StoresResource stores;
  private @Nullable Proofs proofs;

  OwnRoutes(Settings settings, OwnGuard guard, LogClient log, Schemas schemas) {
    this.settings = settings;
    this.guard = guard;
    this.log = log;
    this.schemas = schemas;
  }

  /// @param services all that the process runs
  /// @param beside parts whose trouble is told too
  /// @param door where the process itself can be asked, once it is open
  /// @param partitions how many partitions a topic has in the log
  List<Route> of(
      Part system,
      List<ServicesResource.Running> services,
      List<Part> beside,
      Supplier<Door> door,
      ToIntFunction<Topic<?>> partitions) {
    List<Part> parts = services.stream().map(ServicesResource.Running::part).toList();
    List<Route> all = new ArrayList<>();
    all.addAll(
        new OperationsResource(
                system,
                Stream.concat(parts.stream(), beside.stream()).toList(),
                guard,
                () -> AsyncApi.document(log.bootstrapServers(), partitions))
            .routes());
    all.addAll(new ServicesResource(settings.instance(), services).routes());
    StoresResource looking = new StoresResource(settings.instance(), parts, log, schemas);
    stores = looking;
    all.addAll(looking.routes());
    LogClient operating = settings.access().operating(log);
    if (runs(VIEW_OF, parts)) {
      Proofs proving =
          new Proofs(
              () -> VerifyCommand.prove(operating, schemas, door.get(), settings.dataDirectory()),
              settings.dataDirectory());
      proofs = proving;
      all.addAll(new LawsResource(proving).routes());
      all.addAll(new LettersResource(operating, schemas).routes());
    }
    if (runs(LOG_SHOWN_BY, parts)) {
      all.addAll(new RewindResource(operating).routes());
    }
    all.addAll(new AccessResource(settings.access(), guard).routes());
    return List.copyOf(all);
  }

  private static boolean runs(String service, List<Part> parts) {
    return parts.stream().anyMatch(part -> part.name().equals(service));
  }

  @Override
  public void close() {
    if (proofs != null) {
      proofs.close();
    }
    if (stores != null) {
      stores.close();
    }
  }
}
