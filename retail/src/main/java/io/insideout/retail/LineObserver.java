package io.insideout.retail;

/// Hears of every row of the file that is read, and of what becomes of those that no invoice has.
interface LineObserver {
  LineObserver NONE =
      new LineObserver() {
        @Override
        public void blank() {}

        @Override
        public void broken(BrokenLine line) {}

        @Override
        public void damaged() {}
      };

  /// A row with nothing in it.
  void blank();

  void broken(BrokenLine line);

  /// A row that is sound, but in whose texts bytes were not UTF-8.
  void damaged();
}
