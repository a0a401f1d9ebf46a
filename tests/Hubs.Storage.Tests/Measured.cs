using System.Diagnostics.Metrics;

namespace Hubs.Storage.Tests;

/// <summary>The sum of one of a store's counters while this lives. A store opened later counts too, if it has the same file.</summary>
internal sealed class Measured : IDisposable
{
    private readonly MeterListener _listener = new();
    private long _total;

    public Measured(string instrument, string folder)
    {
        _listener.InstrumentPublished = (found, listener) =>
        {
            var file = found.Meter.Tags?.FirstOrDefault(tag => tag.Key == "file").Value as string;
            if (
                found.Meter.Name == "Hubs.Storage"
                && found.Name == instrument
                && Path.GetDirectoryName(file) == folder
            )
                listener.EnableMeasurementEvents(found);
        };
        _listener.SetMeasurementEventCallback<long>(
            (_, value, _, _) => Interlocked.Add(ref _total, value)
        );
        _listener.Start();
    }

    public long Total => Interlocked.Read(ref _total);

    public void Dispose() => _listener.Dispose();
}
