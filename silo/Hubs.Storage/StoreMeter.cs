using System.Diagnostics.Metrics;

namespace Hubs.Storage;

/// <summary>What the store says about itself, under the meter name "Hubs.Storage".</summary>
internal sealed class StoreMeter : IDisposable
{
    public const string Name = "Hubs.Storage";

    private readonly Meter _meter;
    private readonly Counter<long> _commits;
    private readonly Counter<long> _failedCommits;
    private readonly Counter<long> _writes;
    private readonly Histogram<double> _commitTime;
    private readonly Histogram<int> _writesPerCommit;

    public StoreMeter(string file, Func<long> rows, Func<int> queued)
    {
        _meter = new Meter(new MeterOptions(Name) { Tags = [new("file", file)] });
        _commits = _meter.CreateCounter<long>("hubs.storage.commits", "{commit}");
        _failedCommits = _meter.CreateCounter<long>("hubs.storage.commits.failed", "{commit}");
        _writes = _meter.CreateCounter<long>("hubs.storage.writes", "{write}");
        _commitTime = _meter.CreateHistogram<double>("hubs.storage.commit.duration", "ms");
        _writesPerCommit = _meter.CreateHistogram<int>("hubs.storage.commit.writes", "{write}");
        _meter.CreateObservableGauge("hubs.storage.journal.rows", rows, "{row}");
        _meter.CreateObservableGauge("hubs.storage.size", () => new FileInfo(file).Length, "By");
        _meter.CreateObservableGauge("hubs.storage.queue", queued, "{write}");
    }

    public void Committed(int writes, TimeSpan took)
    {
        _commits.Add(1);
        _writes.Add(writes);
        _commitTime.Record(took.TotalMilliseconds);
        _writesPerCommit.Record(writes);
    }

    public void Failed() => _failedCommits.Add(1);

    public void Dispose() => _meter.Dispose();
}
