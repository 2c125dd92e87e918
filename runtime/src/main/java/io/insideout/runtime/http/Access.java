package io.insideout.runtime.http;

import io.insideout.runtime.http.Caller.Customer;
import io.insideout.runtime.http.Caller.Operator;
import io.insideout.runtime.http.Caller.Stranger;

/// Whom a route is for.
public enum Access {
  /// Anybody: nobody is asked who they are.
  OPEN,

  /// Customers, each of whom is shown what is theirs, and operators.
  CUSTOMERS,

  /// Operators. A route that says nothing is for them alone.
  OPERATORS;

  /// @throws Problem 403 if it is not for that caller
  void admit(Caller caller) {
    boolean admitted =
        switch (this) {
          case OPEN -> true;
          case CUSTOMERS ->
              switch (caller) {
                case Customer _, Operator _ -> true;
                case Stranger _ -> false;
              };
          case OPERATORS ->
              switch (caller) {
                case Operator _ -> true;
                case Customer _, Stranger _ -> false;
              };
        };
    if (!admitted) {
      throw Problem.forbidden(
          this == CUSTOMERS
              ? "the token has neither the role customer nor the role operator"
              : "the token has not the role operator");
    }
  }
}
