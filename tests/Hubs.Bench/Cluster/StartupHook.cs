using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

/// <summary>
/// Run by the runtime in a silo before its own program (DOTNET_STARTUP_HOOKS): counts the messages it sends, by kind of connection and of message, as Orleans' own meter
/// tells them, and writes the counts into a file several times a second. So the product needs no part that only a benchmark reads.
/// </summary>
internal static class StartupHook
{
    public const string File = "HUBS_TRAFFIC";

    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(200);
    private static readonly ConcurrentDictionary<string, long> Counts = new(StringComparer.Ordinal);
    private static MeterListener? listener;
    private static Timer? writing;

    public static void Initialize()
    {
        if (Environment.GetEnvironmentVariable(File) is not { } file)
            return;
        listener = new MeterListener
        {
            InstrumentPublished = static (instrument, listening) =>
            {
                if (instrument.Name == "orleans-messaging-sent-messages-size")
                    listening.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<int>(static (_, _, tags, _) => Count(tags));
        listener.SetMeasurementEventCallback<long>(static (_, _, tags, _) => Count(tags));
        listener.Start();
        writing = new Timer(_ => Write(file), null, Period, Period);
    }

    private static void Count(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var (connection, message) = ("", "");
        foreach (var (name, value) in tags)
            if (name == "ConnectionDirection")
                connection = value?.ToString();
            else if (name == "MessageDirection")
                message = value?.ToString();
        Counts.AddOrUpdate($"{connection} {message}", 1, static (_, before) => before + 1);
    }

    private static void Write(string file)
    {
        System.IO.File.WriteAllLines(
            $"{file}.new",
            Counts.Select(count => $"{count.Key} {count.Value}")
        );
        System.IO.File.Move($"{file}.new", file, overwrite: true);
    }
}
