namespace Hubs.LocalSilo.Tests.Contract;

public interface IRemindedGrain : IGrainWithStringKey
{
    Task Remind(string name, TimeSpan due, TimeSpan period);
    Task Forget(string name);
    Task<bool> HasReminder(string name);
    Task ForgetAfterRemindingAgain(string name);
    Task DeactivateNow();
}

public sealed class RemindedGrain : Grain, IRemindedGrain, IRemindable
{
    public Task ReceiveReminder(string reminderName, TickStatus status)
    {
        Lives.Add(
            this.GetPrimaryKeyString(),
            $"{reminderName}@{status.CurrentTickTime:dd/HH:mm}/{status.FirstTickTime:HH:mm}"
        );
        if (reminderName == "failing")
            throw new TallyException("reminder failed");
        return Task.CompletedTask;
    }

    public async Task Remind(string name, TimeSpan due, TimeSpan period) =>
        await this.RegisterOrUpdateReminder(name, due, period);

    public async Task Forget(string name) =>
        await this.UnregisterReminder((await this.GetReminder(name))!);

    public async Task<bool> HasReminder(string name) => await this.GetReminder(name) is not null;

    public async Task ForgetAfterRemindingAgain(string name)
    {
        IGrainReminder old = (await this.GetReminder(name))!;
        await this.RegisterOrUpdateReminder(name, TimeSpan.Zero, TimeSpan.FromDays(1));
        await this.UnregisterReminder(old);
    }

    public Task DeactivateNow()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }
}

public interface IUnremindableGrain : IGrainWithStringKey
{
    Task Remind();
}

public sealed class UnremindableGrain : Grain, IUnremindableGrain
{
    public Task Remind() =>
        this.RegisterOrUpdateReminder("r", TimeSpan.Zero, TimeSpan.FromMinutes(1));
}

/// <summary>The clock starts on the 2nd at 08:00.</summary>
public sealed class ReminderTests : IAsyncLifetime
{
    private static readonly TimeSpan s_minute = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan s_hour = TimeSpan.FromHours(1);

    private readonly string _key = Guid.NewGuid().ToString();
    private ContractSilo _silo = null!;

    private IRemindedGrain Grain => _silo.Grains.GetGrain<IRemindedGrain>(_key);
    private string Reminded => Lives.Of(_key);

    public async Task InitializeAsync() => _silo = await ContractSilo.Start();

    public Task DisposeAsync() => _silo.DisposeAsync().AsTask();

    [Fact]
    public async Task A_reminder_ticks_when_due_and_then_every_period()
    {
        await Grain.Remind("r", 30 * s_minute, s_hour);
        await _silo.Pass(3 * s_hour, 10 * s_minute);
        Assert.Equal("r@02/08:30/08:30 r@02/09:30/08:30 r@02/10:30/08:30", Reminded);
    }

    [Fact]
    public async Task A_reminder_wakes_a_deactivated_grain()
    {
        await Grain.Remind("r", s_hour, s_hour);
        await Grain.DeactivateNow();
        await _silo.Pass(s_hour);
        Assert.Equal("r@02/09:00/09:00", Reminded);
    }

    [Fact]
    public async Task A_reminder_survives_a_killed_process_and_missed_ticks_are_not_made_up()
    {
        await Grain.Remind("r", 30 * s_minute, s_hour);
        await _silo.KillAndRestart(down: 2 * s_hour);
        await _silo.Pass(s_hour, 10 * s_minute);
        Assert.Equal("r@02/10:30/08:30", Reminded);
    }

    [Fact]
    public async Task Registering_again_replaces_the_reminder()
    {
        await Grain.Remind("r", s_minute, s_minute);
        await Grain.Remind("r", s_hour, s_hour);
        await _silo.Pass(s_hour, s_minute);
        Assert.Equal("r@02/09:00/09:00", Reminded);
    }

    [Fact]
    public async Task Registering_again_after_a_restart_replaces_the_reminder()
    {
        await Grain.Remind("r", s_minute, s_minute);
        await _silo.Restart();
        await Grain.Remind("r", s_hour, s_hour);
        await _silo.Pass(s_hour, s_minute);
        Assert.Equal("r@02/09:00/09:00", Reminded);
    }

    [Fact]
    public async Task An_unregistered_reminder_ticks_no_more_not_even_after_a_restart()
    {
        await Grain.Remind("r", s_hour, s_hour);
        await Grain.Forget("r");
        Assert.False(await Grain.HasReminder("r"));
        await _silo.Restart();
        Assert.False(await Grain.HasReminder("r"));
        await _silo.Pass(3 * s_hour, s_hour);
        Assert.Equal("", Reminded);
    }

    [Fact]
    public async Task A_reminder_registered_anew_cannot_be_unregistered_by_what_was_got_before()
    {
        await Grain.Remind("r", s_hour, s_hour);
        await Assert.ThrowsAsync<ReminderException>(() => Grain.ForgetAfterRemindingAgain("r"));
        Assert.True(await Grain.HasReminder("r"));
    }

    [Fact]
    public async Task A_reminder_whose_grain_throws_ticks_again()
    {
        await Grain.Remind("failing", s_hour, s_hour);
        await _silo.Pass(2 * s_hour, s_hour);
        Assert.Equal("failing@02/09:00/09:00 failing@02/10:00/09:00", Reminded);
    }

    [Fact]
    public async Task Reminders_of_two_grains_or_names_do_not_meet()
    {
        IRemindedGrain other = _silo.Grains.GetGrain<IRemindedGrain>(_key + "|a");
        await Grain.Remind("a|r", s_hour, 24 * s_hour);
        await other.Remind("r", 2 * s_hour, 24 * s_hour);
        await _silo.Pass(2 * s_hour, s_hour);
        Assert.Equal("a|r@02/09:00/09:00", Reminded);
        Assert.Equal("r@02/10:00/10:00", Lives.Of(_key + "|a"));
    }

    [Fact]
    public async Task A_period_under_a_minute_is_refused()
    {
        await Assert.ThrowsAnyAsync<ArgumentException>(() =>
            Grain.Remind("r", s_minute, TimeSpan.FromSeconds(59))
        );
    }

    [Fact]
    public async Task A_grain_that_cannot_be_reminded_cannot_ask_for_it()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(() =>
            _silo.Grains.GetGrain<IUnremindableGrain>("u").Remind()
        );
    }
}
