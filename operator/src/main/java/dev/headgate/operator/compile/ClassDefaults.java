package dev.headgate.operator.compile;

import dev.headgate.contract.TrafficClass;
import dev.headgate.crds.route.Strategy;

/**
 * What a traffic class brings along unless the route says otherwise (kinds.md, "Traffic classes").
 *
 * @param strategy how to choose inside a tier
 * @param retryAttempts again on a target of the first tier
 * @param maxCalls per exchange, whatever happens
 */
record ClassDefaults(Strategy strategy, int retryAttempts, int maxCalls) {

  static ClassDefaults of(TrafficClass trafficClass) {
    return switch (trafficClass) {
      case Critical -> new ClassDefaults(Strategy.Priority, 1, 4);
      case Interactive -> new ClassDefaults(Strategy.Priority, 1, 3);
      case Batch -> new ClassDefaults(Strategy.Cheapest, 2, 6);
      case Internal -> new ClassDefaults(Strategy.Cheapest, 1, 3);
      case Experiment -> new ClassDefaults(Strategy.Priority, 0, 1);
    };
  }
}
