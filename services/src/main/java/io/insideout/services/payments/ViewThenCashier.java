package io.insideout.services.payments;

import io.insideout.catalog.Authorization;
import io.insideout.runtime.Part;
import io.insideout.runtime.view.View;
import java.util.Optional;

/// A cashier that looks up what was answered before, and starts once that can be seen.
record ViewThenCashier(View<Authorization> answers, Part cashier) implements Part {
  @Override
  public String name() {
    return cashier.name();
  }

  @Override
  public void start() throws InterruptedException {
    answers.start();
    cashier.start();
  }

  @Override
  public Optional<String> trouble() {
    return cashier.trouble().or(answers::trouble);
  }

  @Override
  public void close() {
    cashier.close();
    answers.close();
  }
}
