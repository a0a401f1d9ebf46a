using Hubs.LocalSilo.Runtime;

namespace Hubs.LocalSilo;

/// <summary>A grain that can be woken by durable reminders.</summary>
public interface IRemindable : IGrain
{
    Task ReceiveReminder(string reminderName, TickStatus status);
}

public interface IGrainReminder
{
    string ReminderName { get; }
}

/// <summary>Which tick of a reminder this is. Times are UTC.</summary>
public readonly struct TickStatus(DateTime firstTickTime, TimeSpan period, DateTime timeStamp)
{
    public DateTime FirstTickTime { get; } = firstTickTime;
    public TimeSpan Period { get; } = period;
    public DateTime CurrentTickTime { get; } = timeStamp;
}

/// <summary>
/// Reminders outlive activations and the process. Ticks missed while the process was down are not made up:
/// the next one comes on the old schedule.
/// </summary>
public static class GrainReminderExtensions
{
    /// <param name="grain">Must implement <see cref="IRemindable"/>.</param>
    /// <param name="reminderName">One reminder per name and grain; a second registration replaces the first.</param>
    /// <param name="dueTime">Until the first tick.</param>
    /// <param name="period">At least the silo's minimum (one minute).</param>
    public static Task<IGrainReminder> RegisterOrUpdateReminder(
        this Grain grain,
        string reminderName,
        TimeSpan dueTime,
        TimeSpan period
    ) =>
        Remindable(grain)
            .Engine.Reminders.RegisterOrUpdate(grain.Activation, reminderName, dueTime, period);

    /// <exception cref="ReminderException">It is already gone, or was registered anew since.</exception>
    public static Task UnregisterReminder(this Grain grain, IGrainReminder reminder) =>
        Remindable(grain).Engine.Reminders.Unregister(grain.Activation, reminder);

    public static Task<IGrainReminder?> GetReminder(this Grain grain, string reminderName) =>
        Task.FromResult(Remindable(grain).Engine.Reminders.Find(grain.Activation, reminderName));

    public static Task<List<IGrainReminder>> GetReminders(this Grain grain) =>
        Task.FromResult(Remindable(grain).Engine.Reminders.Of(grain.Activation));

    private static Activation Remindable(Grain grain) =>
        grain is IRemindable
            ? grain.Activation
            : throw new InvalidOperationException(
                $"{grain.GetType().Name} has to implement IRemindable to use reminders."
            );
}
