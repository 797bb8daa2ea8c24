@NullMarked
package dev.waybill.batch.work;

import org.jspecify.annotations.NullMarked;
