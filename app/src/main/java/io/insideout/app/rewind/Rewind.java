package io.insideout.app.rewind;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;

/// What it would mean to put a group's positions back, and whether it may be: decided before
/// anything is moved.
///
/// @param refusal why nothing may be moved, if so
/// @param alone whether nobody else can be at the log, so that its members are of former lives
public record Rewind(
    Positions positions, List<Move> moves, Optional<Refusal> refusal, boolean alone) {

  /// Why nothing is moved.
  ///
  /// @param why a sentence
  /// @param yields whether an operator who insists may do it all the same
  public record Refusal(String why, boolean yields) {}

  /// Decides.
  ///
  /// @param insist whether it is well that the group may do again what it has done
  /// @param alone whether nobody else can be at the log
  /// @throws io.insideout.runtime.StartFailure if there is no such group, or it has not come as far
  ///   as it shall go back
  public static Rewind plan(Positions positions, Target target, boolean insist, boolean alone)
      throws ExecutionException, InterruptedException {
    List<Move> moves = positions.moves(target);
    Optional<Refusal> refusal = byMemory(positions.group(), moves, insist);
    if (refusal.isEmpty() && !alone) {
      refusal = byMembers(positions);
    }
    return new Rewind(positions, moves, refusal, alone);
  }

  private static Optional<Refusal> byMemory(String group, List<Move> moves, boolean insist) {
    Memory memory = Memory.of(group);
    long most = moves.stream().mapToLong(Move::records).sum();
    return moves.isEmpty() || memory.allows(most) || (memory.yields() && insist)
        ? Optional.empty()
        : Optional.of(new Refusal("%s %s.".formatted(group, memory.words()), memory.yields()));
  }

  private static Optional<Refusal> byMembers(Positions positions)
      throws ExecutionException, InterruptedException {
    int members = positions.members();
    return members == 0
        ? Optional.empty()
        : Optional.of(
            new Refusal(
                "%s is running: its group has %d member%s. Stop it first; one that was stopped just now is a member until its session ends."
                    .formatted(positions.group(), members, members == 1 ? "" : "s"),
                false));
  }

  /// Does it, unless it is refused.
  ///
  /// @return whether the group stands there now
  /// @throws io.insideout.runtime.StartFailure if the group has got a member meanwhile
  public boolean execute() throws ExecutionException, InterruptedException {
    if (refusal.isPresent()) {
      return false;
    }
    if (!moves.isEmpty()) {
      if (alone) {
        positions.forgetMembers();
      }
      positions.put(moves);
    }
    return true;
  }

  /// What is told of it, as JSON.
  ///
  /// @param moved whether it was done
  public Map<String, Object> shown(boolean moved) {
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("group", positions.group());
    shown.put("moved", moved);
    shown.put("refused", refusal.map(Refusal::why).orElse(""));
    shown.put("mayInsist", refusal.map(Refusal::yields).orElse(false));
    shown.put("memory", Memory.of(positions.group()).words());
    shown.put("positions", moves.stream().map(Rewind::shown).toList());
    return shown;
  }

  private static Map<String, Object> shown(Move move) {
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("topic", move.partition().topic());
    shown.put("partition", move.partition().partition());
    shown.put("from", move.from());
    shown.put("to", move.to());
    shown.put("records", move.records());
    return shown;
  }
}
