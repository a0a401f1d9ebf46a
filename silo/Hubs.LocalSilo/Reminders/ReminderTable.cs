using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Serialization;
using Hubs.LocalSilo.Runtime;
using Hubs.Storage;

namespace Hubs.LocalSilo.Reminders;

/// <summary>A reminder as stored: enough to go on with after a restart.</summary>
internal sealed record ReminderRecord(
    string Grain,
    string Key,
    string Name,
    DateTimeOffset FirstTick,
    TimeSpan Period
);

[JsonSerializable(typeof(ReminderRecord))]
internal sealed partial class ReminderJson : JsonSerializerContext;

/// <summary>All reminders of the silo: in the state store under the name "reminder", and each with a timer set to its next tick.</summary>
internal sealed class ReminderTable(GrainEngine engine) : IDisposable
{
    private const string StateName = "reminder";

    private readonly ConcurrentDictionary<string, ReminderClock> _reminders = new();

    /// <summary>No tick is in progress, nor about to be told of its end.</summary>
    public bool IsQuiet => _reminders.Values.All(reminder => !reminder.IsTicking);

    public async Task Load()
    {
        foreach (string id in await engine.StateStore.Keys(StateName))
        {
            StoredState? stored = await engine.StateStore.Read(StateName, id);
            if (stored is null)
                continue;
            ReminderRecord record = JsonSerializer.Deserialize(
                stored.Value.Span,
                ReminderJson.Default.ReminderRecord
            )!;
            if (engine.ClassNamed(record.Grain) is null)
                engine.LogReminderFailed(
                    id,
                    new ReminderException($"There is no grain class '{record.Grain}' any more.")
                );
            else
                _reminders[id] = new ReminderClock(engine, record, stored.Etag);
        }
        foreach (ReminderClock reminder in _reminders.Values)
            reminder.Start();
    }

    public async Task<IGrainReminder> RegisterOrUpdate(
        Activation grain,
        string name,
        TimeSpan dueTime,
        TimeSpan period
    )
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentOutOfRangeException.ThrowIfLessThan(dueTime, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(period, engine.Options.MinimumReminderPeriod);
        var record = new ReminderRecord(
            grain.Class.Name,
            grain.Key,
            name,
            engine.Clock.GetUtcNow() + dueTime,
            period
        );
        string id = Id(grain, name);
        byte[] value = JsonSerializer.SerializeToUtf8Bytes(
            record,
            ReminderJson.Default.ReminderRecord
        );
        string etag;
        try
        {
            etag = await engine.StateStore.Write(
                StateName,
                id,
                value,
                _reminders.GetValueOrDefault(id)?.Etag
            );
        }
        catch (StateConflictException conflict)
        {
            throw new ReminderException(
                $"Reminder {id} was changed by another registration at the same time: {conflict.Message}"
            );
        }
        var reminder = new ReminderClock(engine, record, etag);
        if (_reminders.TryGetValue(id, out ReminderClock? replaced))
            replaced.Dispose();
        _reminders[id] = reminder;
        reminder.Start();
        return reminder;
    }

    public async Task Unregister(Activation grain, IGrainReminder reminder)
    {
        ArgumentNullException.ThrowIfNull(reminder);
        string id = Id(grain, reminder.ReminderName);
        var known = reminder as ReminderClock;
        if (known is null || _reminders.GetValueOrDefault(id)?.Etag != known.Etag)
            throw Gone(id);
        try
        {
            await engine.StateStore.Clear(StateName, id, known.Etag);
        }
        catch (StateConflictException)
        {
            throw Gone(id);
        }
        if (_reminders.TryRemove(KeyValuePair.Create(id, known)))
            known.Dispose();
    }

    public IGrainReminder? Find(Activation grain, string name) =>
        _reminders.GetValueOrDefault(Id(grain, name));

    public List<IGrainReminder> Of(Activation grain)
    {
        string all = Id(grain, "");
        return
        [
            .. _reminders
                .Where(pair => pair.Key.StartsWith(all, StringComparison.Ordinal))
                .Select(pair => pair.Value),
        ];
    }

    public void Dispose()
    {
        foreach (ReminderClock reminder in _reminders.Values)
            reminder.Dispose();
    }

    // Neither class names nor, after escaping, keys hold the separator.
    private static string Id(Activation grain, string name) =>
        $"{grain.Class.Name}|{Uri.EscapeDataString(grain.Key)}|{name}";

    private static ReminderException Gone(string id) =>
        new($"Reminder {id} is already gone, or was registered anew since it was got.");
}
