@NullMarked
package dev.waybill.jobs.adopt;

import org.jspecify.annotations.NullMarked;
