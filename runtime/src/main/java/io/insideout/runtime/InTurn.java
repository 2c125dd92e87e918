package io.insideout.runtime;

import java.util.List;
import java.util.Optional;

/// Parts of a service that need those before them, such as a view and whoever looks things up in
/// it: started one after the other, closed in reverse. What does not need another part stands
/// beside it in [Service.Assembled], and starts at the same time.
public record InTurn(String name, List<? extends Part> parts) implements Part {
  public InTurn {
    parts = List.copyOf(parts);
  }

  @Override
  public void start() throws InterruptedException {
    for (Part part : parts) {
      part.start();
    }
  }

  /// That of the last part which has any: it is for its sake that the others are there.
  @Override
  public Optional<String> trouble() {
    return parts.reversed().stream().flatMap(part -> part.trouble().stream()).findFirst();
  }

  @Override
  public void close() {
    parts.reversed().forEach(Part::close);
  }
}
