package io.insideout.verify;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// I: every view, on every instance, equals the fold of the log up to the positions that it has
/// applied. What a view has yet to apply is counted, not held against it.
final class ViewsLaw implements Law {
  private final Scratch scratch;
  private final List<ViewCheck> views = new ArrayList<>();

  ViewsLaw(Scratch scratch) {
    this.scratch = scratch;
  }

  @Override
  public char letter() {
    return 'I';
  }

  @Override
  public String title() {
    return "Views";
  }

  /// Takes the dump of a view, before the first record of the log.
  Consumer<ViewDump.Row> view(ViewDump head, Findings findings) {
    findings.count("views");
    ViewCheck view = new ViewCheck(head, scratch, "view-" + views.size());
    views.add(view);
    return row -> view.accept(row, findings);
  }

  @Override
  public void accept(Entry entry, Findings findings) {
    for (ViewCheck view : views) {
      view.accept(entry, findings);
    }
  }

  @Override
  public void finish(Moment moment, Findings findings) {
    for (ViewCheck view : views) {
      view.finish(moment, findings);
    }
  }
}
