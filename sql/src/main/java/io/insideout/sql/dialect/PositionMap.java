package io.insideout.sql.dialect;

import java.util.Arrays;
import java.util.List;

/// Where in the text that a person typed something stands that Flink speaks of.
public final class PositionMap {
  private final Source typed;
  private final Source written;
  private final int[] writtenOffsets;
  private final int[] typedOffsets;

  PositionMap(Source typed, String written, List<FlinkText.Piece> pieces) {
    this.typed = typed;
    this.written = new Source(written);
    this.writtenOffsets = pieces.stream().mapToInt(FlinkText.Piece::written).toArray();
    this.typedOffsets = pieces.stream().mapToInt(FlinkText.Piece::typed).toArray();
  }

  /// The place of what Flink names by line and column.
  public Place typed(int line, int column) {
    return typed.place(offset(line, column));
  }

  /// The error at that place: what Flink says is wrong, and what to write instead.
  public SqlError error(int line, int column, String problem, String instead) {
    return typed.error(offset(line, column), problem, instead);
  }

  private int offset(int line, int column) {
    int offset = written.offset(new Place(line, column));
    int found = Arrays.binarySearch(writtenOffsets, offset);
    int piece = found >= 0 ? found : Math.max(0, -found - 2);
    return typedOffsets.length == 0 ? 0 : typedOffsets[piece];
  }
}
