namespace Hubs.Allocation;

/// <summary>A clinic has no more sessions on one day than it allows.</summary>
internal sealed class SessionsPerDay(Timetable timetable) : HardRule
{
    public const string Id = "sessions-per-day";

    private readonly DenseClinic[] clinics = timetable.Week.Clinics;
    private readonly int[] clinicOf = timetable.Week.Sessions.Clinic;
    private readonly int[] dayOf = timetable.Week.Grid.DayOf;

    public static HardRule? In(Timetable timetable) =>
        Array.Exists(timetable.Week.Clinics, clinic => clinic.MaximumPerDay < clinic.SessionCount)
            ? new SessionsPerDay(timetable)
            : null;

    public override string Name => Id;

    public override bool Counts(int clinic) => false;

    public override bool Watches(int clinic) =>
        clinics[clinic].MaximumPerDay < clinics[clinic].SessionCount;

    public override bool Breaks(int session, int option, int start, int except)
    {
        var clinic = clinics[clinicOf[session]];
        var day = dayOf[start];
        var count = 1;
        for (var s = clinic.FirstSession; s < clinic.FirstSession + clinic.SessionCount; s++)
            if (s != session && s != except && timetable.Day[s] == day)
                count++;
        return count > clinic.MaximumPerDay;
    }

    public override void AddBlockers(int session, int option, int start, Blockers blockers)
    {
        if (!Breaks(session, option, start, -1))
            return;
        var clinic = clinics[clinicOf[session]];
        for (var s = clinic.FirstSession; s < clinic.FirstSession + clinic.SessionCount; s++)
            if (s != session && timetable.Day[s] == dayOf[start])
            {
                blockers.Add(s);
                return;
            }
    }
}
