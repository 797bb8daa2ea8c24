/** {@code why}: what holds a pipeline up, asked of the process itself or of the brokers; and how a process lets itself be asked. */
@NullMarked
package dev.waybill.cli.why;

import org.jspecify.annotations.NullMarked;
