package dev.waybill.delivery;

import dev.waybill.time.Time;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;

/**
 * What a loop works with.
 *
 * @param workers run the steps
 * @param parking runs the failure store, one task at a time
 */
public record Surroundings(Time time, RandomGenerator random, Executor workers, Executor parking) {}
