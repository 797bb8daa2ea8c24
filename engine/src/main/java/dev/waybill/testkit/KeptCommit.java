package dev.waybill.testkit;

import org.apache.kafka.common.TopicPartition;

/**
 * A position that was kept for a partition.
 *
 * @param member which of the group's sources kept it, counted from 1 in the order in which they were opened; 0 for another program
 * @param position the next offset to read
 * @param metadata what the commit carried beside it; empty for nothing
 */
public record KeptCommit(int member, TopicPartition partition, long position, String metadata) {}
