namespace Hubs.Allocation;

/// <summary>A hub has no more sessions of a service in the week than its service mix allows.</summary>
internal sealed class ServiceMixMaximum : HardRule
{
    public const string Id = "service-mix-maximum";

    private readonly ServiceMix mix;

    private ServiceMixMaximum(ServiceMix mix) => this.mix = mix;

    public static HardRule? In(Timetable timetable)
    {
        var mix = new ServiceMix(timetable);
        return mix.HasTargets ? new ServiceMixMaximum(mix) : null;
    }

    public override string Name => Id;

    public override bool Watches(int clinic) => mix.Covers(clinic);

    public override bool Breaks(int session, int option, int start, int except) =>
        mix.Target(session, option) is { } target
        && mix.CountWithout(session, option, except) >= target.Maximum;

    public override void AddBlockers(int session, int option, int start, Blockers blockers)
    {
        if (!Breaks(session, option, start, -1))
            return;
        foreach (var other in mix.SessionsLike(session))
            if (other != session && mix.IsSame(other, session, option))
            {
                blockers.Add(other);
                return;
            }
    }

    public override void Placed(int session) => mix.Count(session, 1);

    public override void Removed(int session) => mix.Count(session, -1);
}
