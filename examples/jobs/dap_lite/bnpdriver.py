"""DAP-Lite's driver under its own names, over the SQL functions of schema bnp.

Needs psycopg2, and nothing of Waybill's but the schema (`waybill jobs install`). Connects as libpq does: PGHOST, PGPORT,
PGDATABASE, PGUSER, PGPASSWORD or a password file.
"""

import os
import socket
import threading

import psycopg2

STALE = "JB001"
UNKNOWN = "JB002"


class StaleJob(Exception):
    """The report came too late: the job is somebody else's now, or was ended otherwise. Throw the output away."""


class UnknownJob(Exception):
    """There is no such job of this processor."""


class BNPDriver:
    """One worker's driver. Use it from one thread; a thread of its own says every minute that the current job is alive."""

    def __init__(self, dsn="", heartbeat_seconds=60):
        self.worker_id = os.environ.get("POD_ID") or f"{socket.gethostname()}-{os.getpid()}"
        self.current_job = None
        self._dsn = dsn
        self._connection = self._connect()
        self._every = heartbeat_seconds
        self._ended = threading.Event()
        self._alive = threading.Thread(target=self._stay_alive, name="heartbeat", daemon=True)
        self._alive.start()

    def get_next_job(self, processor_id, worker_id=None, src_pattern=None):
        """Claims a job: (job_id, src_uri), or (None, None) when there is none now."""
        job = self._row(
            "SELECT job_id, src_uri FROM bnp.get_next_processing_job(%s, %s, %s)",
            processor_id, self._worker(worker_id), src_pattern)
        return self._claimed(job)

    def get_job_for_update(self, processor_id, worker_id=None):
        """Claims a product to process again: (job_id, src_uri, dst_path of the output there is)."""
        job = self._row(
            "SELECT job_id, src_uri, dst_path FROM bnp.get_job_for_update(%s, %s)",
            processor_id, self._worker(worker_id))
        return self._claimed(job)

    def get_job_for_deletion_of_product(self, processor_id, worker_id=None):
        """Claims an output to delete: (job_id, src_uri, dst_path)."""
        job = self._row(
            "SELECT job_id, src_uri, dst_path FROM bnp.get_job_for_deletion_of_product(%s, %s)",
            processor_id, self._worker(worker_id))
        return self._claimed(job)

    def report_finished(self, processor_id, job_id, dst_path=None):
        self._report("SELECT bnp.report_finished_processing(%s, %s, %s)", processor_id, job_id, dst_path)

    def report_failure(self, processor_id, job_id, error_message=""):
        self._report("SELECT bnp.report_processing_failure(%s, %s, %s)", processor_id, job_id, error_message)

    def report_skipped(self, processor_id, job_id, message=""):
        self._report("SELECT bnp.report_processing_skipped(%s, %s, %s)", processor_id, job_id, message)

    def store_log_message(self, message):
        if self.current_job is None:
            raise ValueError("there is no current job to log for")
        self._row("SELECT bnp.store_log_message(%s, %s)", self.current_job, message)

    def close(self):
        self._ended.set()
        self._alive.join(timeout=5)
        self._connection.close()

    def _connect(self):
        connection = psycopg2.connect(self._dsn)
        connection.autocommit = True  # no transaction stays open while a product is processed
        return connection

    def _worker(self, worker_id):
        return worker_id or self.worker_id

    def _claimed(self, job):
        self.current_job = job[0]
        return job

    def _report(self, statement, processor_id, job_id, text):
        try:
            self._row(statement, processor_id, job_id, text)
        finally:
            self.current_job = None

    def _row(self, statement, *values):
        try:
            with self._connection.cursor() as cursor:
                cursor.execute(statement, values)
                return cursor.fetchone()
        except psycopg2.Error as e:
            reason = (e.diag.message_primary or str(e)).strip()
            if e.pgcode == STALE:
                raise StaleJob(reason) from None
            if e.pgcode == UNKNOWN:
                raise UnknownJob(reason) from None
            raise

    def _stay_alive(self):
        connection = None
        while not self._ended.wait(self._every):
            job = self.current_job
            if job is None:
                continue
            try:
                connection = connection or self._connect()
                with connection.cursor() as cursor:
                    cursor.execute("SELECT bnp.heartbeat(%s)", (job,))
            except psycopg2.Error:
                connection = None  # the database is away: the next beat tries anew
        if connection is not None:
            connection.close()
