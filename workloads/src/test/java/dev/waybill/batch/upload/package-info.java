@NullMarked
package dev.waybill.batch.upload;

import org.jspecify.annotations.NullMarked;
