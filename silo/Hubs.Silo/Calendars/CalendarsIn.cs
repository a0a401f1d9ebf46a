using System.Collections.Immutable;
using Hubs.Contracts;
using Hubs.Model;

namespace Hubs.Silo.Calendars;

/// <summary>Sessions of one clinician that stand in busy time.</summary>
public sealed record CalendarClash(Clinician Clinician, DayClaim Session, TimeWindow Busy);

/// <summary>Brings clinicians' own calendars in: gets them, reads them, and gives the busy times to the grains. What pages, API and the job call.</summary>
public sealed class CalendarsIn(IGrainFactory grains, CalendarFetch fetch, TimeProvider clock)
{
    /// <summary>So far ahead a calendar is read.</summary>
    public const int DaysAhead = 366;

    private const int ReadAtOnce = 4;

    /// <summary>Reads the calendar there and then, and adds it only when it could be read. Takes at most 12 seconds.</summary>
    public async Task<Answer<CalendarReceipt>> AddAddress(
        ClinicianId clinician,
        CommandInfo info,
        string name,
        string? address,
        CancellationToken stopping
    )
    {
        var (accepted, refusal) = fetch.Accept(address);
        if (accepted is null)
            return refusal!;
        var fetched = await fetch.Get(accepted, null, null, stopping);
        if (fetched.Bytes is not { } bytes)
            return fetched.Refusal ?? NothingThere;
        return await Add(clinician, info, name, accepted, bytes, fetched);
    }

    /// <summary>Reads a calendar file and adds its busy times; the file itself is not kept.</summary>
    public async Task<Answer<CalendarReceipt>> AddFile(
        ClinicianId clinician,
        CommandInfo info,
        string name,
        Stream file,
        CancellationToken stopping
    )
    {
        using var kept = new MemoryStream();
        if (!await CalendarFetch.CopyAtMost(file, kept, stopping))
        {
            var tooLarge = CalendarText.TooLarge();
            return new Refusal(tooLarge.Code, tooLarge.Message);
        }
        return await Add(clinician, info, name, null, kept.ToArray(), null);
    }

    public Task<Answer<CalendarReceipt>> Remove(
        ClinicianId clinician,
        CommandInfo info,
        CalendarId calendar
    ) => grains.OutsideCalendars(clinician).Remove(new RemoveCalendar(info, calendar));

    /// <summary>Reads all calendars of a clinician that have an address. A calendar that fails says so itself; what was read of it before still counts.</summary>
    public async Task<ImmutableArray<CalendarReceipt>> ReadAgain(
        ClinicianId clinician,
        CancellationToken stopping
    )
    {
        var grain = grains.OutsideCalendars(clinician);
        var receipts = ImmutableArray.CreateBuilder<CalendarReceipt>();
        foreach (var source in await grain.Sources())
        {
            var read = await Read(source, stopping);
            if (await grain.Keep(source.Id, read) is { } receipt)
                receipts.Add(receipt);
        }
        return receipts.ToImmutable();
    }

    /// <summary>The job. A repeat reads again what has changed.</summary>
    public async Task<string> ReadAll(CancellationToken stopping)
    {
        var (read, failed, clashes) = (0, 0, 0);
        await Parallel.ForEachAsync(
            (await grains.Network.Get()).Network.Clinicians,
            new ParallelOptions
            {
                MaxDegreeOfParallelism = ReadAtOnce,
                CancellationToken = stopping,
            },
            async (clinician, stop) =>
            {
                var receipts = await ReadAgain(clinician.Id, stop);
                Interlocked.Add(ref read, receipts.Length);
                Interlocked.Add(ref failed, receipts.Count(r => r.Calendar.Problem is not null));
                if (!receipts.IsEmpty)
                    Interlocked.Add(ref clashes, receipts[^1].Clashes.Length);
            }
        );
        return $"{Counted(read, "calendar")} read, {failed} of them failed. {Counted(clashes, "session")} {(clashes == 1 ? "clashes" : "clash")} with them.";
    }

    /// <summary>Every session from today on that stands in its clinician's busy time, in order of time.</summary>
    public async Task<ImmutableArray<CalendarClash>> Clashes()
    {
        var today = new UkCalendar(clock).Today;
        var clinicians = (await grains.Network.Get()).Network.Clinicians;
        var days = await Task.WhenAll(
            clinicians.Select(clinician => grains.Clinician(clinician.Id).Get(today, DaysAhead))
        );
        return
        [
            .. clinicians
                .Zip(days, Clashes)
                .SelectMany(clashes => clashes)
                .OrderBy(clash => clash.Session.Date)
                .ThenBy(clash => clash.Session.Window.Start),
        ];
    }

    public static IEnumerable<CalendarClash> Clashes(Clinician clinician, ClinicianDays days) =>
        days.Clashes.Select(claim => new CalendarClash(
            clinician,
            claim,
            days.Busy.First(busy => busy.Takes(claim.Date, claim.Window)).Window
        ));

    private async Task<Answer<CalendarReceipt>> Add(
        ClinicianId clinician,
        CommandInfo info,
        string name,
        CalendarAddress? address,
        byte[] bytes,
        FetchedCalendar? fetched
    )
    {
        var read = Read(bytes, fetched);
        return read.Problem is { } problem
            ? new Refusal("calendar-unreadable", problem)
            : await grains
                .OutsideCalendars(clinician)
                .Add(new AddCalendar(info, name, address, read));
    }

    private async Task<CalendarRead> Read(CalendarSource source, CancellationToken stopping)
    {
        var fetched = await fetch.Get(source.Address, source.ETag, source.LastModified, stopping);
        return fetched.Bytes is { } bytes
            ? Read(bytes, fetched)
            : new CalendarRead(null, LastDay) { Problem = fetched.Refusal?.Sentence };
    }

    private CalendarRead Read(byte[] bytes, FetchedCalendar? fetched)
    {
        var reading = CalendarReader.Read(bytes, new UkCalendar(clock).Today, DaysAhead);
        return new CalendarRead(reading.Refusal is null ? reading.Busy : null, LastDay)
        {
            Problem = reading.Refusal?.Sentence,
            Notes = reading.Notes,
            ETag = fetched?.ETag,
            LastModified = fetched?.LastModified,
        };
    }

    private DateOnly LastDay => new UkCalendar(clock).Today.AddDays(DaysAhead - 1);

    private static readonly Refusal NothingThere = new(
        "calendar-unreachable",
        "The calendar's server sent nothing. Check the address."
    );

    private static string Counted(int count, string what) =>
        count == 1 ? $"1 {what}" : $"{count} {what}s";
}
