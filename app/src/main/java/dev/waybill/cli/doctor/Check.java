package dev.waybill.cli.doctor;

import java.util.List;
import java.util.concurrent.Callable;

/**
 * Something to look at.
 *
 * @param name what its finding is called where it comes to none
 * @param look throws what it cannot explain; interrupted when time is up
 */
record Check(String name, Callable<List<Finding>> look) {}
