/**
 * The delivery loop: one thread that owns a consumer's state, and the messages other threads send it.
 *
 * <p>Who is who:
 *
 * <ul>
 *   <li>What a loop is told, and tells: {@link DeliveryPlan} with {@link Stage}, {@link Ordering}, {@link Limits} and
 *       {@link SettleListener}; {@link Surroundings}; {@link DeliveryStats}, {@link DeliveryReport}.
 *   <li>The loop: {@link DeliveryLoop} ticks. Its source calls {@link Admission} with records and {@link Assignments} with
 *       partitions; {@link Partitions} keeps one {@link PartitionState} for each of these.
 *   <li>What is under way: a {@link Piece}, that is a {@link Flight} (one record), a {@link Part} of a {@link Split}, or a
 *       {@link Group}; or a {@link Chunk} of records that need no flight yet.
 *   <li>On the way out: {@link Lanes} hold back records whose turn it is not ({@link LaneHash}), {@link Dispatcher} hands
 *       chunks to the workers, those in {@link Standby} start when others have arrived, {@link StepRunner} runs the steps, {@link Gatherings} makes groups, in one {@link
 *       Gathering} for each step that asks for them.
 *   <li>On the way back: {@link Message}s lie in the {@link Mailbox} until {@link Arrivals} sends each to {@link
 *       ChunkArrivals}, {@link GroupArrivals} or {@link FlightArrivals}. {@link Triage} judges failures, which then wait in
 *       {@link Retries} or {@link Parking}; {@link Outages} tells the breaker ({@link KeyBytes}), and {@link Dissolving} takes
 *       chunks apart. {@link Counters} counts.
 *   <li>What is kept: {@link Commits}, {@link AttemptCounts}; {@link Resumption} finds it again.
 *   <li>After a crash: {@link Probations} delivers with care, in one {@link Probation} for each partition concerned.
 *   <li>Why it is stuck: {@link Watch} looks and answers, from {@link LoopParts}, with {@link Snapshots}, {@link Heads},
 *       {@link Verdicts}, {@link Movement} and {@link ReadTimes}.
 * </ul>
 *
 * <p>It is one package on purpose. A flight knows its partition, a partition its lanes, its probation and the chunks that
 * follow, and these know flights again: that knot cannot be cut without a circle. The groups around it read the fields of
 * those inside it, so each would cost a dozen public types; and what is public here is what a user imports.
 */
@NullMarked
package dev.waybill.delivery;

import org.jspecify.annotations.NullMarked;
