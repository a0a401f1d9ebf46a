using System.Security.Claims;
using Hubs.Model;
using Hubs.Web.Demo;

namespace Hubs.Web.Api;

/// <summary>Who may call what. Each group of endpoints names one of these.</summary>
public static class Callers
{
    public static readonly ForRolesAttribute Anyone = new(
        Role.Resident,
        Role.Receptionist,
        Role.Clinician,
        Role.Coordinator
    );
    public static readonly ForRolesAttribute WhoBooks = new(
        Role.Resident,
        Role.Receptionist,
        Role.Coordinator
    );
    public static readonly ForRolesAttribute Desk = new(Role.Receptionist, Role.Coordinator);
    public static readonly ForRolesAttribute Staff = new(
        Role.Receptionist,
        Role.Clinician,
        Role.Coordinator
    );
    public static readonly ForRolesAttribute Clinical = new(Role.Clinician, Role.Coordinator);
    public static readonly ForRolesAttribute Coordinators = new(Role.Coordinator);

    public static bool IsStaff(this ClaimsPrincipal user) =>
        user.IsInRole(nameof(Role.Receptionist))
        || user.IsInRole(nameof(Role.Clinician))
        || user.IsInRole(nameof(Role.Coordinator));
}
