/** The HTTP API of product jobs. */
@NullMarked
package dev.waybill.server.jobs;

import org.jspecify.annotations.NullMarked;
