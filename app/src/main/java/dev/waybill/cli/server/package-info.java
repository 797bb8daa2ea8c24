/** The server: console, REST and the APIs of workloads in one process. */
@NullMarked
package dev.waybill.cli.server;

import org.jspecify.annotations.NullMarked;
