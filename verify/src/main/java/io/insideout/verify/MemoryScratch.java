package io.insideout.verify;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Sorted maps on the heap.
final class MemoryScratch extends Scratch {
  private final Map<String, Facts> tables = new HashMap<>();

  @Override
  Facts facts(String name) {
    return tables.computeIfAbsent(name, _ -> new Table(new TreeMap<>(Arrays::compareUnsigned)));
  }

  @Override
  public void close() {
    tables.clear();
  }

  private record Table(NavigableMap<byte[], byte[]> sorted) implements Facts {
    @Override
    public void put(byte[] key, byte[] value) {
      sorted.put(key, value);
    }

    @Override
    public byte @Nullable [] get(byte[] key) {
      return sorted.get(key);
    }

    @Override
    public void remove(byte[] key) {
      sorted.remove(key);
    }

    @Override
    public Cursor scan(byte[] from) {
      return new Walk(sorted.tailMap(from, true).entrySet().iterator());
    }
  }

  private static final class Walk implements Facts.Cursor {
    private final Iterator<Map.Entry<byte[], byte[]>> left;
    private Map.@Nullable Entry<byte[], byte[]> current;

    Walk(Iterator<Map.Entry<byte[], byte[]>> left) {
      this.left = left;
    }

    @Override
    public boolean next() {
      current = left.hasNext() ? left.next() : null;
      return current != null;
    }

    @Override
    public byte[] key() {
      return here().getKey();
    }

    @Override
    public byte[] value() {
      return here().getValue();
    }

    private Map.Entry<byte[], byte[]> here() {
      if (current == null) {
        throw new IllegalStateException("the cursor stands on no fact");
      }
      return current;
    }

    @Override
    public void close() {}
  }
}
